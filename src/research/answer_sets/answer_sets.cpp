#include "research/answer_sets/answer_sets.hpp"

#include "research/answer_sets/data_set_store.hpp"

namespace rapport::research {
namespace {
constexpr int kMostDataSets = 200;  // in the list
}

std::vector<AnswersSummary> AnswerSets::list(const Reader& reader) const {
  std::vector<AnswersSummary> sets = surveys_.list ? surveys_.list(reader) : std::vector<AnswersSummary>{};
  for (auto& set : list_data_sets(database_.session(), reader, kMostDataSets)) sets.push_back(std::move(set));
  return sets;
}

std::optional<AnswerSet> AnswerSets::find(const Reader& reader, std::int64_t id) const {
  if (auto stored = find_data_set(database_.session(), reader, id)) return stored;
  if (!surveys_.read) return std::nullopt;
  auto answers = surveys_.read(reader, id);
  if (!answers) return std::nullopt;
  return answer_set(std::move(*answers));
}

bool AnswerSets::has(const Reader& reader, std::int64_t id) const {
  return has_data_set(database_.session(), reader, id) || (surveys_.has && surveys_.has(reader, id));
}

}  // namespace rapport::research
