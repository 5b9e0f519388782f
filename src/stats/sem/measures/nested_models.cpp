#include <Eigen/Cholesky>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <optional>

#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/engine/objective.hpp"
#include "stats/sem/inference/infer.hpp"
#include "stats/sem/measures/chi_square.hpp"
#include "stats/sem/measures/fit_measures.hpp"
#include "stats/sem/measures/hypothesis_tests.hpp"
#include "stats/sem/measures/tangent.hpp"
#include "stats/sem/measures/weights.hpp"
#include "stats/sem/sample/continuous.hpp"

namespace rapport::stats::sem {
namespace {

ChiSquareTest finished(const std::string& method, double statistic, double df) {
  return {.method = method, .statistic = statistic, .df = df, .pvalue = chi_square_upper_tail(statistic, df)};
}

double scaling_of(const Fit& fit) {
  const TestResult* adjusted = adjusted_test(fit.tests);
  if (fit.df == 0) return 0;  // a saturated model: 0 · c is 0 whatever c is
  return adjusted ? adjusted->scaling_factor : 1;
}

/// The row of another model's table that says the same as this one.
std::optional<std::size_t> row_like(const Parameter& row, const ParameterTable& table) {
  for (std::size_t other = 0; other < table.rows.size(); ++other) {
    const Parameter& candidate = table.rows[other];
    const bool mirrored = row.op == Op::covaries_with && candidate.lhs == row.rhs && candidate.rhs == row.lhs;
    const bool same = candidate.lhs == row.lhs && candidate.rhs == row.rhs;
    if (candidate.op == row.op && candidate.group == row.group && (same || mirrored)) return other;
  }
  return std::nullopt;
}

/// The less restricted model at the estimates of the other; what the restricted model lacks is 0 there.
Fit at_estimates_of(const Fit& restricted, const Fit& free) {
  VectorXd x(free.structure.free_count);
  for (const Parameter& row : free.table.rows) {
    if (row.free == 0) continue;
    const auto other = row_like(row, restricted.table);
    x[static_cast<Index>(row.free) - 1] = other ? restricted.estimates[*other] : 0;
  }
  return evaluate_at(free, x);
}

/// What the restricted model says of the other's free parameters, one row a restriction: its constraints, and what it
/// fixes. Parameters that only the restricted model frees are left out of its constraints, as lavaan does.
MatrixXd restrictions_on(const Fit& free, const Fit& restricted) {
  const MatrixXd& constraints = restricted.constraint_jacobian;
  MatrixXd rows = MatrixXd::Zero(constraints.rows(), free.structure.free_count);
  for (const Parameter& row : free.table.rows) {
    if (row.free == 0) continue;
    const Index own = static_cast<Index>(row.free) - 1;
    const auto other = row_like(row, restricted.table);
    const std::size_t theirs = other ? restricted.table.rows[*other].free : 0;
    if (theirs > 0) {
      rows.col(own).head(constraints.rows()) = constraints.col(static_cast<Index>(theirs) - 1);
    } else {
      rows.conservativeResize(rows.rows() + 1, Eigen::NoChange);
      rows.bottomRows(1) = VectorXd::Unit(free.structure.free_count, own).transpose();
    }
  }
  return rows;
}

/// The same space of rows, without those that follow from others.
MatrixXd independent_rows(const MatrixXd& rows) {
  const Eigen::ColPivHouseholderQR<MatrixXd> qr(rows.transpose());
  const MatrixXd q = qr.householderQ();
  return q.leftCols(qr.rank()).transpose();
}

MatrixXd stacked(const std::vector<MatrixXd>& parts) {
  Index rows = 0, at = 0;
  for (const MatrixXd& part : parts) rows += part.rows();
  MatrixXd all(rows, parts.front().cols());
  for (const MatrixXd& part : parts) {
    all.middleRows(at, part.rows()) = part;
    at += part.rows();
  }
  return all;
}

struct Traces {
  double first = 0;
  double second = 0;
};

/// tr(UΓ) and tr(UΓUΓ) of a restriction, at the less restricted model. NaN where Γ is not to be had.
/// @param tangent      ∂(implied statistics)/∂(free directions) of each group: statistics × k
/// @param restriction  independent rows × k
Traces restriction_traces(const Fit& free, const std::vector<MatrixXd>& tangent, const MatrixXd& restriction) {
  const std::vector<double> shares = group_shares(*free.sample);
  const Objective objective(free.structure, *free.sample, free.settings);
  const Index k = tangent.front().cols();
  MatrixXd bread = MatrixXd::Zero(k, k), meat = bread;
  for (std::size_t g = 0; g < tangent.size(); ++g) {
    const GroupSample& group = free.sample->groups[g];
    MatrixXd gamma = group.gamma;
    if (gamma.size() == 0 && group.rows.size() > 0 && group.patterns.empty() && !free.settings.categorical) {
      gamma = distribution_free_gamma(group.rows, free.structure.has_means);
    }
    const MatrixXd weights = objective.weight_matrix(g, free.implied[g], true);
    if (gamma.rows() != tangent[g].rows() || weights.rows() != tangent[g].rows()) return {no_value, no_value};
    const MatrixXd weighted = weights * tangent[g];
    bread += shares[g] * tangent[g].transpose() * weighted;
    meat += shares[g] * weighted.transpose() * gamma * weighted;
  }
  const Eigen::LDLT<MatrixXd> solver(bread);
  const MatrixXd released = solver.solve(restriction.transpose());
  const MatrixXd projector = released * (restriction * released).ldlt().solve(released.transpose());
  const MatrixXd product = meat * projector;
  return {.first = product.trace(), .second = product.cwiseProduct(product.transpose()).sum()};
}

/// The restriction found from both models' tangents, each at its own estimates.
Traces traces_by_tangents(const Fit& restricted, const Fit& free) {
  const std::vector<MatrixXd> tangent = free_tangent(free);
  const MatrixXd within = stacked(tangent).colPivHouseholderQr().solve(stacked(free_tangent(restricted)));
  return restriction_traces(free, tangent, null_space(within.transpose(), tangent.front().cols()).transpose());
}

/// The restriction as the restricted model writes it.
Traces traces_by_constraints(const Fit& restricted, const Fit& free) {
  const MatrixXd directions = open_directions(free);
  std::vector<MatrixXd> tangent;
  for (std::size_t g = 0; g < free.sample->groups.size(); ++g)
    tangent.push_back(jacobian_at(free.structure, g, free.x) * directions);
  return restriction_traces(free, tangent, independent_rows(restrictions_on(free, restricted) * directions));
}

DifferenceMethod method_for(const Fit& fit) {
  const TestResult* adjusted = adjusted_test(fit.tests);
  if (!adjusted) return DifferenceMethod::standard;
  const bool shifted =
      adjusted->test == TestStatistic::scaled_shifted || adjusted->test == TestStatistic::mean_var_adjusted;
  return shifted ? DifferenceMethod::satorra_2000 : DifferenceMethod::satorra_bentler_2001;
}

}  // namespace

ChiSquareTest difference_test(const Fit& restricted, const Fit& free, DifferenceMethod method) {
  if (method == DifferenceMethod::automatic) method = method_for(free);
  const double difference = restricted.chi_square - free.chi_square;
  const double df0 = static_cast<double>(restricted.df), df1 = static_cast<double>(free.df), df = df0 - df1;
  if (!(df > 0)) return {.method = "standard", .df = df};
  switch (method) {
    case DifferenceMethod::satorra_bentler_2001: {
      const double c = (df0 * scaling_of(restricted) - df1 * scaling_of(free)) / df;
      return finished("satorra.bentler.2001", c > 0 ? difference / c : no_value, df);
    }
    case DifferenceMethod::satorra_bentler_2010: {
      const double c = (df0 * scaling_of(restricted) - df1 * scaling_of(at_estimates_of(restricted, free))) / df;
      return finished("satorra.bentler.2010", c > 0 ? difference / c : no_value, df);
    }
    case DifferenceMethod::satorra_2000:
    case DifferenceMethod::satorra_2000_exact: {
      const Traces traces = method == DifferenceMethod::satorra_2000 ? traces_by_tangents(restricted, free)
                                                                     : traces_by_constraints(restricted, free);
      const double scale = std::sqrt(df / traces.second);
      const double shift = df - scale * traces.first;
      return finished("satorra.2000", difference * scale + shift, df);
    }
    default:
      return finished("standard", difference, df);
  }
}

}  // namespace rapport::stats::sem
