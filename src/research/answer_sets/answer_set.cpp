#include "research/answer_sets/answer_set.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/ids.hpp"
#include "stats/sem/sample/moment_file.hpp"
#include "stats/table/csv.hpp"
#include "text/slug.hpp"

namespace rapport::research {

const AnswerVariable* AnswerSet::find(std::string_view variable) const {
  const auto found =
      std::find_if(variables.begin(), variables.end(), [&](const auto& v) { return v.name == variable; });
  return found == variables.end() ? nullptr : &*found;
}

std::vector<std::string> AnswerSet::variable_names() const {
  return about.is_matrix ? stats::sem::moments_in(table).front().cov.rows : table.names();
}

std::string AnswerSet::construct_name(std::string_view code) const {
  for (const auto& construct : constructs) {
    if (construct.code == code && !construct.name.empty()) return construct.name;
  }
  return std::string(code);
}

AnswerSet answer_set(AnswersTable answers) {
  AnswerSet set;
  set.table.source = answers.about.title;
  set.table.row_count = static_cast<std::size_t>(answers.about.respondents);
  for (auto& variable : answers.variables) {
    set.table.row_count = variable.values.size();
    set.table.add_numbers(variable.name, std::move(variable.values));
    variable.values.clear();
  }
  set.about = std::move(answers.about);
  set.variables = std::move(answers.variables);
  set.constructs = std::move(answers.constructs);
  return set;
}

std::string fingerprint(const stats::DataTable& table) {
  const std::string csv = stats::write_csv(table);
  std::array<unsigned char, 16> hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(csv.data()), csv.size(), nullptr,
                     0);
  std::string hex(2 * hash.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();  // its terminating zero
  return hex;
}

std::string path_of(const AnswersSummary& about) {
  return "/lab/" + text::slug(about.title) + "-" + to_base32(about.id);
}

}  // namespace rapport::research
