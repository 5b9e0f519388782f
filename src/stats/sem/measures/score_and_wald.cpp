#include <Eigen/Cholesky>
#include <Eigen/QR>
#include <algorithm>

#include "stats/sem/engine/constraints.hpp"
#include "stats/sem/engine/objective.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/sem/inference/infer.hpp"
#include "stats/sem/measures/chi_square.hpp"
#include "stats/sem/measures/hypothesis_tests.hpp"
#include "stats/sem/measures/tangent.hpp"
#include "stats/sem/table/constraints.hpp"

namespace rapport::stats::sem {
namespace {

ChiSquareTest finished(const std::string& method, double statistic, double df) {
  return {.method = method, .statistic = statistic, .df = df, .pvalue = chi_square_upper_tail(statistic, df)};
}

/// Gradients of the equality constraints of the table, one row each.
MatrixXd equality_jacobian(const Fit& fit, const std::vector<std::size_t>& rows) {
  MatrixXd jacobian(static_cast<Index>(rows.size()), fit.structure.free_count);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    jacobian.row(static_cast<Index>(k)) =
        gradient_of(fit.table, *fit.table.rows[rows[k]].expression, fit.estimates).transpose();
  }
  return jacobian;
}

}  // namespace

ChiSquareTest wald_test(const Fit& fit, const std::string& constraints) {
  if (!fit.has_vcov()) {
    throw NotEstimable("no_standard_errors",
                       "A Wald test needs standard errors, and this model has none. Ask for se other than none.");
  }
  ParameterTable table = fit.table;
  const std::vector<std::size_t> equalities = add_tested_equalities(table, constraints);
  const std::vector<double> values = row_values(table, fit.x);
  const auto count = static_cast<Index>(equalities.size());
  VectorXd distance(count);
  MatrixXd jacobian(count, fit.x.size());
  for (Index k = 0; k < count; ++k) {
    const Expression& expression = *table.rows[equalities[static_cast<std::size_t>(k)]].expression;
    distance(k) = expression.value(values);
    jacobian.row(k) = gradient_of(table, expression, values).transpose();
  }
  const Eigen::LDLT<MatrixXd> covariance(jacobian * fit.vcov * jacobian.transpose());
  if (jacobian.colPivHouseholderQr().rank() < count) {
    throw NotEstimable(
        "redundant_constraints",
        "The hypotheses of the Wald test repeat one another, or are about fixed parameters. Name each once, with ==.");
  }
  return finished("Wald", distance.dot(covariance.solve(distance)), static_cast<double>(count));
}

ScoreTests score_tests(const Fit& fit, bool single) {
  ScoreTests tests;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < fit.table.rows.size(); ++row) {
    if (fit.table.rows[row].op == Op::equal_to) rows.push_back(row);
  }
  if (rows.empty()) return tests;
  const Objective objective(fit.structure, *fit.sample, fit.settings);
  Sums sums(fit.structure.free_count);
  objective.evaluate(fit.x, Curvature::gradient, sums);
  const VectorXd score = -sums.gradient / 2;
  const MatrixXd information = information_of(fit, objective, fit.settings.information);
  const auto statistic = [&](const MatrixXd& kept) {
    const MatrixXd open = null_space(kept, fit.structure.free_count);
    const VectorXd open_score = open.transpose() * score;
    return objective.multiplier() * open_score.dot((open.transpose() * information * open).ldlt().solve(open_score));
  };
  const MatrixXd jacobian = equality_jacobian(fit, rows);
  const MatrixXd none(0, fit.structure.free_count);
  tests.total = finished("score", statistic(none), static_cast<double>(rows.size()));
  for (std::size_t k = 0; single && k < rows.size(); ++k) {
    MatrixXd kept(jacobian.rows() - 1, jacobian.cols());
    const auto at = static_cast<Index>(k);
    kept << jacobian.topRows(at), jacobian.bottomRows(jacobian.rows() - at - 1);
    const Parameter& row = fit.table.rows[rows[k]];
    tests.single.push_back({.lhs = row.lhs, .rhs = row.rhs, .test = finished("score", statistic(kept), 1)});
  }
  return tests;
}

}  // namespace rapport::stats::sem
