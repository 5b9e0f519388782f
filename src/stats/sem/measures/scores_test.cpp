#include "stats/sem/measures/scores.hpp"

#include <doctest/doctest.h>

#include "stats/sem/engine/drawn_data.hpp"
#include "stats/sem/estimate.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {
double estimate_of(const SemResult& result, const std::string& lhs, const std::string& op, const std::string& rhs) {
  for (const EstimateRow& row : result.parameters)
    if (row.lhs == lhs && row.op == op && row.rhs == rhs) return row.est;
  return 0;
}

/// (Λ'Θ⁻¹Λ)⁻¹Λ'Θ⁻¹(y - ν - Bx) of one factor, from the estimates.
std::vector<double> bartlett_by_hand(const SemResult& result, const DataTable& data,
                                     const std::vector<std::string>& items) {
  std::vector<double> scores(data.row_count);
  for (std::size_t i = 0; i < data.row_count; ++i) {
    double above = 0, below = 0;
    for (const std::string& item : items) {
      const double loading = estimate_of(result, "f", "=~", item) + estimate_of(result, item, "~", "f");
      const double variance = estimate_of(result, item, "~~", item);
      const double left = data.find(item)->numbers[i] - estimate_of(result, item, "~1", "") -
                          estimate_of(result, item, "~", "z") * data.find("z")->numbers[i];
      above += loading / variance * left;
      below += loading / variance * loading;
    }
    scores[i] = above / below;
  }
  return scores;
}

SemResult scored(const std::string& model, const DataTable& data, bool means) {
  return estimate_sem(model, data, {.meanstructure = means}, {}, {.scores = true});
}
}  // namespace

TEST_CASE("what covariates add to items is taken off, and an observed outcome of a factor counts as its item") {
  const DataTable data = drawn_data(300, 5);
  for (const std::string model : {"f =~ x1 + x2 + x3\nf ~ z\nx1 ~ z", "f =~ x1 + x2 + x3\nx1 ~ z\nx2 ~ z\nx3 ~ 0.1*z",
                                  "f =~ x1 + x2 + x3\nf ~ z\nx4 ~ f + z"}) {
    CAPTURE(model);
    const SemResult with_means = scored(model, data, true);
    std::vector<std::string> items{"x1", "x2", "x3"};
    if (model.find("x4") != std::string::npos) items.push_back("x4");
    const std::vector<double> expected = bartlett_by_hand(with_means, data, items);
    const SemResult without = scored(model, data, false);
    for (const SemResult* result : {&with_means, &without}) {
      REQUIRE(result->scores.size() == 2);
      double furthest = 0;
      for (std::size_t i = 0; i < data.row_count; ++i)
        furthest = std::max(furthest, std::abs(result->scores[1].scores.at(i, 0) - expected[i]));
      CHECK(furthest < 1e-6);
    }
    double furthest = 0;  // means that nothing restricts change no score
    for (std::size_t i = 0; i < data.row_count; ++i)
      furthest = std::max(furthest, std::abs(with_means.scores[0].scores.at(i, 0) - without.scores[0].scores.at(i, 0)));
    CHECK(furthest < 1e-6);
  }
}
