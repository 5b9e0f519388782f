#include "stats/sem/measures/robust_figures.hpp"

#include <Eigen/Cholesky>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/sem/engine/constraints.hpp"
#include "stats/sem/inference/infer.hpp"
#include "stats/sem/inference/saturated.hpp"
#include "stats/sem/measures/tangent.hpp"
#include "stats/sem/measures/weights.hpp"

namespace rapport::stats::sem {
namespace {

/// From the adjusted test of complete continuous data.
std::optional<ScaledChiSquare> by_scaling(const Fit& fit) {
  const TestResult* adjusted = adjusted_test(fit.tests);
  if (!adjusted) return std::nullopt;
  const double df = fit.tests.front().df;
  const double trace = std::isnan(adjusted->trace_ugamma) ? adjusted->scaling_factor * df : adjusted->trace_ugamma;
  ScaledChiSquare scaled{.statistic = fit.tests.front().statistic, .df = df, .expected = trace};
  if (adjusted->test == TestStatistic::scaled_shifted) {
    scaled.adjusted = adjusted->statistic;
    scaled.factor = adjusted->scaling_factor;
  }
  return scaled;
}

/// What an estimation with missing values takes as information of a group's moments, at the saturated model.
MatrixXd information_of_moments(const GroupSample& group, Information kind) {
  if (kind == Information::first_order) return first_order_moment_information(group.rows, group.cov, group.mean, true);
  return missing_moment_information(group, group.cov, group.mean, kind == Information::expected);
}

/// What sampling error brings about where the estimates are as precise as the information says:
///   k = tr[C (Γ - ΔE⁻¹Δ')], with the names of expected_misfit.
double misfit_by_information(const std::vector<MatrixXd>& tangent, const std::vector<MatrixXd>& covariance,
                             const std::vector<MatrixXd>& counting, const std::vector<double>& shares,
                             const MatrixXd& information) {
  double all = 0;
  for (std::size_t g = 0; g < tangent.size(); ++g) all += counting[g].cwiseProduct(covariance[g]).sum();
  return all - information.ldlt().solve(information_by(tangent, counting, shares)).trace();
}

/// Among the moments that the model says something about: those of fixed covariates are given.
ScaledChiSquare by_fiml_correction(const Fit& fit) {
  const Sample& sample = *fit.sample;
  const std::vector<Index> modelled = modelled_moments(sample, true);
  const MatrixXd directions = open_directions(fit);
  const auto of_modelled = [&](const MatrixXd& matrix) { return MatrixXd(matrix(modelled, modelled)); };
  std::vector<MatrixXd> tangent, information, standing, covariance, counting;
  const bool is_adjusted = adjusted_test(fit.tests) != nullptr;
  const Information kind = fit.settings.information;
  double statistic = 0;
  for (std::size_t g = 0; g < sample.groups.size(); ++g) {
    const GroupSample& group = sample.groups[g];
    const MatrixXd moved = jacobian_at(fit.structure, g, fit.x) * directions;
    tangent.push_back(moved(modelled, Eigen::all));
    information.push_back(of_modelled(information_of_moments(group, Information::observed)));
    standing.push_back(kind == Information::observed ? information.back()
                                                     : of_modelled(information_of_moments(group, kind)));
    MatrixXd acov = symmetric_inverse(information.back());
    if (is_adjusted) acov = acov * of_modelled(information_of_moments(group, Information::first_order)) * acov;
    covariance.push_back(acov);
    counting.push_back(of_modelled(expected_moment_information(group.cov, true)));
    statistic += static_cast<double>(group.n) *
                 normal_discrepancy(group.cov, fit.implied[g].cov, group.mean - fit.implied[g].mean);
  }
  if (fit.df == 0) return {.statistic = statistic, .df = 0, .expected = 0};
  const std::vector<double> shares = group_shares(sample);
  const MatrixXd inner = information_by(tangent, standing, shares);
  return {.statistic = statistic,
          .df = static_cast<double>(fit.df),
          .expected = is_adjusted ? expected_misfit(tangent, information, covariance, counting, shares, inner)
                                  : misfit_by_information(tangent, covariance, counting, shares, inner)};
}

/// ½ D'(R⁻¹ ⊗ R⁻¹)D for the correlations only.
MatrixXd correlation_information(const MatrixXd& correlations) {
  const Index p = correlations.rows();
  const MatrixXd precision = symmetric_inverse(correlations);
  const MatrixXd full = half_kronecker(precision, precision);
  std::vector<Index> below;
  for (Index j = 0, at = 0; j < p; ++j) {
    for (Index i = j; i < p; ++i, ++at) {
      if (i != j) below.push_back(at);
    }
  }
  return full(below, below);
}

/// The weights by which least squares fitted the statistics.
MatrixXd least_squares_weights(const Fit& fit, const GroupSample& group) {
  const Index q = group.gamma.rows();
  if (fit.settings.discrepancy == Discrepancy::uls) return MatrixXd::Identity(q, q);
  if (fit.settings.discrepancy == Discrepancy::wls) return symmetric_inverse(group.gamma);
  return group.gamma.diagonal().cwiseInverse().asDiagonal();
}

/// N times the ML discrepancy between the polychoric correlations and those implied.
double correlation_statistic(const Fit& fit) {
  double statistic = 0;
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const GroupSample& group = fit.sample->groups[g];
    statistic += static_cast<double>(group.n) *
                 normal_discrepancy(group.cov, fit.implied[g].cov, VectorXd::Zero(group.cov.rows()));
  }
  return statistic;
}

/// Correlations less what is free in the model of them: neither thresholds and intercepts, nor constraints about these.
double correlation_df(const Fit& fit) {
  const std::vector<Parameter>& rows = fit.table.rows;
  const auto is_location = [&](std::size_t row) {
    return rows[row].op == Op::threshold || rows[row].op == Op::intercept;
  };
  Index free = 0;
  std::vector<VectorXd> constraints;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows[row].free > 0 && !is_location(row)) ++free;
    if (rows[row].op != Op::equal_to) continue;
    const std::vector<std::size_t>& named = rows[row].expression->rows();
    if (std::any_of(named.begin(), named.end(), is_location)) continue;
    constraints.push_back(gradient_of(fit.table, *rows[row].expression, fit.estimates));
  }
  MatrixXd jacobian(fit.structure.free_count, static_cast<Index>(constraints.size()));
  for (Index k = 0; k < jacobian.cols(); ++k) jacobian.col(k) = constraints[static_cast<std::size_t>(k)];
  const Index equal = jacobian.cols() > 0 ? jacobian.colPivHouseholderQr().rank() : 0;
  const Index p = fit.sample->variable_count();
  const auto correlations = static_cast<Index>(fit.sample->groups.size()) * p * (p - 1) / 2;
  return static_cast<double>(correlations - free + equal);
}

/// The correlations' own part of the estimation: all that the statistics tell is in the information alone.
double expected_of_correlations(const Fit& fit) {
  const Sample& sample = *fit.sample;
  const Index count = sample.variable_count() * (sample.variable_count() - 1) / 2;  // the last of the statistics
  const std::vector<MatrixXd> tangent = free_tangent(fit);
  std::vector<MatrixXd> weights, own_tangent, own_weights, covariance, counting;
  for (std::size_t g = 0; g < sample.groups.size(); ++g) {
    const GroupSample& group = sample.groups[g];
    weights.push_back(least_squares_weights(fit, group));
    own_tangent.push_back(tangent[g].bottomRows(count));
    own_weights.push_back(weights.back().bottomRightCorner(count, count));
    covariance.push_back(group.gamma.bottomRightCorner(count, count));
    counting.push_back(correlation_information(fit.implied[g].cov));
  }
  const std::vector<double> shares = group_shares(sample);
  return expected_misfit(own_tangent, own_weights, covariance, counting, shares,
                         information_by(tangent, weights, shares));
}

/// Of the baseline model, which implies no correlation: what sampling error adds to it is the sum of their variances.
/// In several groups lavaan (0.6-14 to 0.7) divides each group's part by the group's share, and so do we.
double expected_without_correlations(const Sample& sample) {
  const std::vector<double> shares = group_shares(sample);
  const Index p = sample.variable_count();
  double sum = 0;
  for (std::size_t g = 0; g < shares.size(); ++g) {
    sum += sample.groups[g].gamma.diagonal().tail(p * (p - 1) / 2).sum() / shares[g];
  }
  return sum;
}

bool all_ordinal(const Sample& sample) {
  for (const bool ordinal : sample.is_ordinal) {
    if (!ordinal) return false;
  }
  return true;
}

bool has_gamma(const Sample& sample) {
  for (const auto& group : sample.groups) {
    if (group.gamma.size() == 0) return false;
  }
  return true;
}

}  // namespace

double normal_discrepancy(const MatrixXd& sample_cov, const MatrixXd& cov, const VectorXd& mean_difference) {
  const Eigen::LLT<MatrixXd> model(cov), sample(sample_cov);
  if (model.info() != Eigen::Success || sample.info() != Eigen::Success) return std::numeric_limits<double>::infinity();
  const auto log_determinant = [](const Eigen::LLT<MatrixXd>& llt) {
    return 2 * llt.matrixLLT().diagonal().array().log().sum();
  };
  return log_determinant(model) - log_determinant(sample) + model.solve(sample_cov).trace() -
         static_cast<double>(cov.rows()) + mean_difference.dot(model.solve(mean_difference));
}

std::optional<RobustFigures> robust_figures(const Fit& fit, const Fit& baseline) {
  const Sample& sample = *fit.sample;
  const double ntotal = static_cast<double>(sample.total()), groups = static_cast<double>(sample.groups.size());
  if (fit.settings.categorical) {
    if (!all_ordinal(sample) || !has_gamma(sample) || !sample.covariates.empty()) return std::nullopt;
    const double df = static_cast<double>(fit.df);
    const ScaledChiSquare model{
        .statistic = correlation_statistic(fit), .df = correlation_df(fit), .expected = expected_of_correlations(fit)};
    const ScaledChiSquare base{.statistic = correlation_statistic(baseline),
                               .df = static_cast<double>(baseline.df),
                               .expected = expected_without_correlations(sample)};
    if (!std::isfinite(model.statistic) || !std::isfinite(base.statistic)) return std::nullopt;
    ScaledChiSquare compared = model;
    if (model.df != df) compared = {.statistic = model.statistic, .df = df, .expected = model.expected / model.df * df};
    return RobustFigures{.model = model, .compared = compared, .baseline = base, .n = ntotal - groups};
  }
  if (fit.settings.full_information()) {
    const ScaledChiSquare model = by_fiml_correction(fit);
    return RobustFigures{.model = model, .compared = model, .baseline = by_fiml_correction(baseline), .n = ntotal};
  }
  const auto model = by_scaling(fit), base = by_scaling(baseline);
  if (!model || !base) return std::nullopt;
  const bool normal_theory =
      fit.settings.discrepancy == Discrepancy::ml && fit.settings.likelihood == Likelihood::normal;
  return RobustFigures{
      .model = *model, .compared = *model, .baseline = *base, .n = normal_theory ? ntotal : ntotal - groups};
}

}  // namespace rapport::stats::sem
