#include "stats/sem/measures/robust_figures.hpp"

#include <Eigen/Cholesky>
#include <cmath>
#include <limits>

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

/// Among the moments that the model says something about: those of fixed covariates are given.
ScaledChiSquare by_fiml_correction(const Fit& fit) {
  const Sample& sample = *fit.sample;
  const std::vector<Index> modelled = modelled_moments(sample, true);
  const MatrixXd directions = open_directions(fit);
  const auto of_modelled = [&](const MatrixXd& matrix) { return MatrixXd(matrix(modelled, modelled)); };
  std::vector<MatrixXd> tangent, information, covariance, counting;
  double statistic = 0;
  for (std::size_t g = 0; g < sample.groups.size(); ++g) {
    const GroupSample& group = sample.groups[g];
    const MatrixXd moved = jacobian_at(fit.structure, g, fit.x) * directions;
    tangent.push_back(moved(modelled, Eigen::all));
    information.push_back(of_modelled(missing_moment_information(group, group.cov, group.mean, false)));
    MatrixXd acov = symmetric_inverse(information.back());
    if (adjusted_test(fit.tests)) {
      acov = acov * of_modelled(first_order_moment_information(group.rows, group.cov, group.mean, true)) * acov;
    }
    covariance.push_back(acov);
    counting.push_back(of_modelled(expected_moment_information(group.cov, true)));
    statistic += static_cast<double>(group.n) *
                 normal_discrepancy(group.cov, fit.implied[g].cov, group.mean - fit.implied[g].mean);
  }
  const double df = static_cast<double>(fit.df);
  if (fit.df == 0) return {.statistic = statistic, .df = 0, .expected = 0};
  return {.statistic = statistic,
          .df = df,
          .expected = expected_misfit(tangent, information, covariance, counting, group_shares(sample))};
}

/// ½ D'(R⁻¹ ⊗ R⁻¹)D for the correlations only, in the rows and columns of all the statistics.
MatrixXd correlation_information(const MatrixXd& correlations, Index statistics) {
  const Index p = correlations.rows();
  const MatrixXd precision = symmetric_inverse(correlations);
  const MatrixXd full = half_kronecker(precision, precision);
  std::vector<Index> below;
  for (Index j = 0, at = 0; j < p; ++j) {
    for (Index i = j; i < p; ++i, ++at) {
      if (i != j) below.push_back(at);
    }
  }
  const Index count = static_cast<Index>(below.size());
  MatrixXd result = MatrixXd::Zero(statistics, statistics);
  result.bottomRightCorner(count, count) = full(below, below);
  return result;
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

double expected_of_correlations(const Fit& fit) {
  const Sample& sample = *fit.sample;
  std::vector<MatrixXd> estimating, covariance, counting;
  for (std::size_t g = 0; g < sample.groups.size(); ++g) {
    const GroupSample& group = sample.groups[g];
    estimating.push_back(least_squares_weights(fit, group));
    covariance.push_back(group.gamma);
    counting.push_back(correlation_information(fit.implied[g].cov, group.gamma.rows()));
  }
  return expected_misfit(free_tangent(fit), estimating, covariance, counting, group_shares(sample));
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
    const auto by_correlations = [](const Fit& of, double expected) {
      return ScaledChiSquare{
          .statistic = correlation_statistic(of), .df = static_cast<double>(of.df), .expected = expected};
    };
    const ScaledChiSquare model = by_correlations(fit, expected_of_correlations(fit));
    const ScaledChiSquare base = by_correlations(baseline, expected_without_correlations(sample));
    if (!std::isfinite(model.statistic) || !std::isfinite(base.statistic)) return std::nullopt;
    return RobustFigures{.model = model, .baseline = base, .n = ntotal - groups};
  }
  if (fit.settings.full_information()) {
    return RobustFigures{.model = by_fiml_correction(fit), .baseline = by_fiml_correction(baseline), .n = ntotal};
  }
  const auto model = by_scaling(fit), base = by_scaling(baseline);
  if (!model || !base) return std::nullopt;
  const bool normal_theory =
      fit.settings.discrepancy == Discrepancy::ml && fit.settings.likelihood == Likelihood::normal;
  return RobustFigures{.model = *model, .baseline = *base, .n = normal_theory ? ntotal : ntotal - groups};
}

}  // namespace rapport::stats::sem
