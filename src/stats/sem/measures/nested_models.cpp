#include <Eigen/Cholesky>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>

#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/engine/objective.hpp"
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

/// The less restricted model at the estimates of the other: rows are matched by what they say; what the restricted
/// model lacks is 0 there.
Fit at_estimates_of(const Fit& restricted, const Fit& free) {
  VectorXd x(free.structure.free_count);
  for (const Parameter& row : free.table.rows) {
    if (row.free == 0) continue;
    double value = 0;
    for (std::size_t other = 0; other < restricted.table.rows.size(); ++other) {
      const Parameter& candidate = restricted.table.rows[other];
      const bool mirrored = row.op == Op::covaries_with && candidate.lhs == row.rhs && candidate.rhs == row.lhs;
      const bool same = candidate.lhs == row.lhs && candidate.rhs == row.rhs;
      if (candidate.op == row.op && candidate.group == row.group && (same || mirrored))
        value = restricted.estimates[other];
    }
    x[static_cast<Index>(row.free) - 1] = value;
  }
  return evaluate_at(free, x);
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

/// tr(UΓ) and tr(UΓUΓ) of the restriction, at the less restricted model. NaN where Γ is not to be had.
Traces restriction_traces(const Fit& restricted, const Fit& free) {
  const std::vector<MatrixXd> tangent = free_tangent(free), narrower = free_tangent(restricted);
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
  const MatrixXd wide = stacked(tangent), narrow = stacked(narrower);
  const MatrixXd within = wide.colPivHouseholderQr().solve(narrow);  // the narrower tangent in the wider one's terms
  const MatrixXd restriction = null_space(within.transpose(), k).transpose();
  const Eigen::LDLT<MatrixXd> solver(bread);
  const MatrixXd released = solver.solve(restriction.transpose());
  const MatrixXd projector = released * (restriction * released).ldlt().solve(released.transpose());
  const MatrixXd product = meat * projector;
  return {.first = product.trace(), .second = product.cwiseProduct(product.transpose()).sum()};
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
    case DifferenceMethod::satorra_2000: {
      const Traces traces = restriction_traces(restricted, free);
      const double scale = std::sqrt(df / traces.second);
      const double shift = df - scale * traces.first;
      return finished("satorra.2000", difference * scale + shift, df);
    }
    default:
      return finished("standard", difference, df);
  }
}

}  // namespace rapport::stats::sem
