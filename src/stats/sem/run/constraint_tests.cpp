#include "stats/sem/run/constraint_tests.hpp"

#include <algorithm>

#include "stats/model/model_error.hpp"

namespace rapport::stats::sem {

ConstraintTest row_of(const ChiSquareTest& test, std::string constraint) {
  return {.method = test.method,
          .constraint = std::move(constraint),
          .stat = test.statistic,
          .df = test.df,
          .pvalue = test.pvalue};
}

namespace {

constexpr double most_work = 2e10;  // operations of the single score tests: a few seconds

ConstraintTest wald_row(const Fit& fit, const std::string& constraints) {
  try {
    return row_of(wald_test(fit, constraints), constraints);
  } catch (const ModelError& error) {
    throw OptionError("The constraints of the Wald test cannot be used. " + error.reason);
  }
}

/// What a side of an equality stands for: ".p2." is the loading of x2 in the first group.
std::string words_of_side(const Fit& fit, const std::string& side) {
  const auto& rows = fit.table.rows;
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Parameter& row) { return !side.empty() && row.plabel == side; });
  if (found == rows.end()) return side;
  std::string words = found->lhs + " " + std::string(symbol_of(found->op));
  if (!found->rhs.empty()) words += " " + found->rhs;
  if (fit.sample->groups.size() > 1) words += " (" + fit.sample->groups[found->group - 1].label + ")";
  return words;
}

}  // namespace

std::vector<ConstraintTest> constraint_tests(const Fit& fit, const std::string& wald) {
  std::vector<ConstraintTest> result;
  if (!wald.empty()) result.push_back(wald_row(fit, wald));
  const auto equalities = static_cast<double>(std::count_if(
      fit.table.rows.begin(), fit.table.rows.end(), [](const Parameter& row) { return row.op == Op::equal_to; }));
  const auto parameters = static_cast<double>(fit.structure.free_count);
  if (equalities == 0 || fit.df < 0) return result;
  const bool cheap = equalities * parameters * parameters * parameters < most_work;
  const ScoreTests scores = score_tests(fit, cheap);
  result.push_back(row_of(scores.total, "all equalities"));
  for (const ReleaseTest& release : scores.single)
    result.push_back(row_of(release.test, words_of_side(fit, release.lhs) + " == " + words_of_side(fit, release.rhs)));
  return result;
}

}  // namespace rapport::stats::sem
