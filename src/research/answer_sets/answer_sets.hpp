#pragma once

#include <optional>
#include <vector>

#include "research/answer_sets/answer_set.hpp"
#include "store/database.hpp"

namespace rapport::research {

/// Every set of answers that a reader may use: those of the surveys, and those kept here.
class AnswerSets {
 public:
  AnswerSets(store::Database& database, AnswersSource surveys) : database_(database), surveys_(std::move(surveys)) {}

  /// Surveys first, then data sets; each newest first. A survey that nobody answered is there, too.
  std::vector<AnswersSummary> list(const Reader& reader) const;
  std::optional<AnswerSet> find(const Reader& reader, std::int64_t id) const;
  /// Whether find would find it; reads no answers.
  bool has(const Reader& reader, std::int64_t id) const;

 private:
  store::Database& database_;
  AnswersSource surveys_;
};

}  // namespace rapport::research
