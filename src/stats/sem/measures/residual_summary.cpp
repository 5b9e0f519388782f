#include <algorithm>
#include <cmath>

#include "stats/sem/measures/chi_square.hpp"
#include "stats/sem/measures/moments.hpp"
#include "stats/sem/measures/residuals.hpp"

namespace rapport::stats::sem {
namespace {

/// The correlation residuals as the statistics list them, last in the list, and what each raw residual is divided by.
struct Listed {
  VectorXd residuals;
  VectorXd scale;
  Index variables = 0;
};
Listed correlation_residuals(const Fit& fit, std::size_t g) {
  const GroupSample& group = fit.sample->groups[g];
  const MatrixXd raw = raw_residuals(fit, g).cov;
  const Index p = raw.rows();
  const bool with_variances = !fit.structure.categorical();
  const Index count = with_variances ? p * (p + 1) / 2 : p * (p - 1) / 2;
  Listed listed{.residuals = VectorXd(count), .scale = VectorXd(count), .variables = p};
  for (Index j = 0, at = 0; j < p; ++j) {
    for (Index i = with_variances ? j : j + 1; i < p; ++i, ++at) {
      listed.scale[at] = std::sqrt(group.cov(i, i) * group.cov(j, j));
      listed.residuals[at] = raw(i, j) / listed.scale[at];
    }
  }
  return listed;
}

}  // namespace

std::optional<ResidualSummary> residual_summary(const Fit& fit, std::size_t g) {
  if (fit.df <= 0) return std::nullopt;  // its residuals are 0
  const auto covariance = residual_covariance(fit, g);
  if (!covariance) return std::nullopt;
  const Listed listed = correlation_residuals(fit, g);
  const VectorXd& e = listed.residuals;
  const VectorXd inverse = listed.scale.cwiseInverse();
  const MatrixXd xi =
      inverse.asDiagonal() * covariance->of_residuals.bottomRightCorner(e.size(), e.size()) * inverse.asDiagonal();
  const auto p = static_cast<double>(listed.variables);
  const double t = p * (p + 1) / 2;  // lavaan counts the diagonal of ordinal items, which is always right
  const double squares = e.squaredNorm(), trace = xi.trace(), trace2 = xi.squaredNorm(), form = e.dot(xi * e);
  if (!(trace > 0) || !(squares > 0)) return std::nullopt;
  ResidualSummary summary;
  summary.srmr = std::sqrt(squares / t);
  summary.srmr_se = std::sqrt(trace2 / (2 * t * trace));
  const double expected = std::sqrt(trace / t) * (1 - trace2 / (4 * trace * trace));
  summary.exact_fit_z = std::max((summary.srmr - expected) / summary.srmr_se, 0.0);
  summary.exact_fit_pvalue = normal_upper_tail(summary.exact_fit_z);
  const double k = 1 - (trace2 + 2 * form) / (4 * squares * squares);
  summary.usrmr = std::sqrt(std::max(squares - trace, 0.0) / t) / k;
  summary.usrmr_se = std::sqrt((trace2 + 2 * form) / (2 * t * squares)) / k;
  const double half = 1.6448536269514722 * summary.usrmr_se;
  summary.usrmr_ci_lower = summary.usrmr - half;
  summary.usrmr_ci_upper = summary.usrmr + half;
  summary.close_fit_z = (summary.usrmr - 0.05) / summary.usrmr_se;
  summary.close_fit_pvalue = normal_upper_tail(summary.close_fit_z);
  return summary;
}

}  // namespace rapport::stats::sem
