#include "stats/report/sem_lookup.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace rapport::stats {

double fit_measure(const sem::SemResult& result, std::string_view name) {
  for (const auto& [known, value] : result.fit_measures) {
    if (known == name) return value;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

BestMeasure best_fit_measure(const sem::SemResult& result, std::string_view name) {
  for (const auto& [ending, kind] : {std::pair{".robust", "robust "}, {".scaled", "scaled "}}) {
    const double value = fit_measure(result, std::string(name) + ending);
    if (std::isfinite(value)) return {value, kind};
  }
  return {.value = fit_measure(result, name)};
}

std::string words_of_chi_square(const sem::SemResult& result) {
  const sem::TestRow* test = deciding_test(result);
  return !test || test->test == "standard" || test->test == "bollen.stine" ? "χ²" : "scaled χ²";
}

const sem::EstimateRow* same_row(const std::vector<sem::EstimateRow>& rows, const sem::EstimateRow& wanted) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const sem::EstimateRow& row) {
    return row.lhs == wanted.lhs && row.op == wanted.op && row.rhs == wanted.rhs && row.group == wanted.group;
  });
  return found == rows.end() ? nullptr : &*found;
}

std::string group_label(const sem::SemResult& result, std::size_t group) {
  return result.groups.size() < 2 || group == 0 || group > result.groups.size() ? std::string()
                                                                                : result.groups[group - 1].first;
}

const sem::TestRow* deciding_test(const sem::SemResult& result) {
  return result.tests.empty() ? nullptr : &result.tests.back();
}

bool is_latent(const sem::SemResult& result, std::string_view variable) {
  return std::find(result.latent.begin(), result.latent.end(), variable) != result.latent.end();
}

std::string words_of_test(const std::string& test) {
  constexpr std::array<std::array<const char*, 2>, 7> words = {{{"satorra.bentler", "Satorra–Bentler"},
                                                                {"mean.var.adjusted", "mean and variance adjusted"},
                                                                {"scaled.shifted", "scaled and shifted"},
                                                                {"yuan.bentler", "Yuan–Bentler"},
                                                                {"yuan.bentler.mplus", "Yuan–Bentler (Mplus)"},
                                                                {"bollen.stine", "Bollen–Stine bootstrap"},
                                                                {"standard", "standard"}}};
  for (const auto& [word, people] : words) {
    if (test == word) return people;
  }
  return test;
}

}  // namespace rapport::stats
