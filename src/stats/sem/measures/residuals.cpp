#include "stats/sem/measures/residuals.hpp"

#include <Eigen/Cholesky>
#include <cmath>

#include "stats/sem/engine/basis.hpp"
#include "stats/sem/measures/moments.hpp"
#include "stats/sem/measures/normal_residuals.hpp"
#include "stats/sem/measures/tangent.hpp"
#include "stats/sem/measures/weights.hpp"
#include "stats/sem/sample/continuous.hpp"

namespace rapport::stats::sem {
namespace {

bool is_robust(const Settings& settings) {
  return settings.se == StandardErrors::robust_sem || settings.se == StandardErrors::robust_huber_white;
}

/// The weights with which the estimates react to the sample's moments, at the solution. Empty: not to be had.
MatrixXd estimating_weights(const Fit& fit, std::size_t g) {
  const GroupSample& group = fit.sample->groups[g];
  const Implied& implied = fit.implied[g];
  const bool means = fit.structure.has_means;
  switch (fit.settings.discrepancy) {
    case Discrepancy::ml:
      if (fit.settings.full_information()) {
        return missing_moment_information(group, implied.cov, implied.mean,
                                          fit.settings.information == Information::expected);
      }
      if (fit.settings.information == Information::observed) {
        return observed_moment_information(group.cov, group.mean, implied.cov, implied.mean, means);
      }
      if (fit.settings.information == Information::first_order && group.rows.size() > 0) {
        return first_order_moment_information(group.rows, implied.cov, means ? implied.mean : group.mean, means);
      }
      return expected_moment_information(implied.cov, means);
    case Discrepancy::gls:
      return expected_moment_information(group.cov, means);
    case Discrepancy::wls:
      return symmetric_inverse(group.gamma);
    case Discrepancy::dwls:
      return group.gamma.diagonal().cwiseInverse().asDiagonal();
    case Discrepancy::uls:
      break;
  }
  return MatrixXd::Identity(group.statistics.size(), group.statistics.size());
}

/// n × the covariance matrix of the sample's moments. Empty: not to be had.
MatrixXd moment_covariance(const Fit& fit, const GroupSample& group) {
  const bool means = fit.structure.has_means;
  if (fit.settings.discrepancy != Discrepancy::ml && group.gamma.size() > 0) return group.gamma;
  if (fit.settings.categorical) return {};
  if (fit.settings.full_information()) {
    MatrixXd bread = symmetric_inverse(missing_moment_information(group, group.cov, group.mean, false));
    if (!is_robust(fit.settings)) return bread;
    return bread * first_order_moment_information(group.rows, group.cov, group.mean, true) * bread;
  }
  if (group.rows.size() > 0) {
    if (is_robust(fit.settings)) return distribution_free_gamma(group.rows, means);
    if (fit.settings.information == Information::first_order) {
      return symmetric_inverse(first_order_moment_information(group.rows, group.cov, group.mean, means));
    }
  }
  return normal_moment_covariance(group.cov, means);
}

/// Numbers of a symmetric matrix as the statistics list them; `diagonal` where the list has none.
MatrixXd in_matrix(const Fit& fit, const VectorXd& statistics, double diagonal) {
  const Index p = static_cast<Index>(fit.structure.variables.size());
  MatrixXd matrix = MatrixXd::Constant(p, p, diagonal);
  if (!fit.structure.categorical()) {
    Index at = fit.structure.has_means ? p : 0;
    for (Index j = 0; j < p; ++j) {
      for (Index i = j; i < p; ++i) matrix(i, j) = matrix(j, i) = statistics[at++];
    }
    return matrix;
  }
  Index at = 0;
  for (const auto& own : fit.structure.thresholds) at += own.empty() ? 1 : static_cast<Index>(own.size());
  at += p * fit.structure.covariate_count;
  for (Index i = 0; i < p; ++i) {
    if (fit.structure.thresholds[static_cast<std::size_t>(i)].empty()) matrix(i, i) = statistics[at++];
  }
  for (Index j = 0; j < p; ++j) {
    for (Index i = j + 1; i < p; ++i) matrix(i, j) = matrix(j, i) = statistics[at++];
  }
  return matrix;
}

/// Residuals over the square roots of their variances; 0 where the variance is nothing but rounding, as it is for
/// moments that the model always reproduces.
MatrixXd z_values(const MatrixXd& residuals, const MatrixXd& variances, const MatrixXd& reference) {
  MatrixXd z(residuals.rows(), residuals.cols());
  for (Index i = 0; i < z.rows(); ++i) {
    for (Index j = 0; j < z.cols(); ++j) {
      const bool certain = !(std::abs(variances(i, j)) > 1e-8 * std::abs(reference(i, j)));
      z(i, j) = certain ? 0 : residuals(i, j) / std::sqrt(variances(i, j));
    }
  }
  return z;
}

}  // namespace

std::optional<ResidualCovariance> residual_covariance(const Fit& fit, std::size_t g) {
  const GroupSample& group = fit.sample->groups[g];
  const bool by_respondent = is_robust(fit.settings) || fit.settings.information == Information::first_order;
  if (group.blocks && by_respondent) return std::nullopt;  // fourth moments of all pairs: more than the fit itself
  const MatrixXd gamma = moment_covariance(fit, group);
  if (gamma.size() == 0) return std::nullopt;
  const std::vector<MatrixXd> tangent = free_tangent(fit);
  const std::vector<double> shares = group_shares(*fit.sample);
  const Index k = tangent.front().cols();
  MatrixXd information = MatrixXd::Zero(k, k), own_weighted;
  for (std::size_t h = 0; h < tangent.size(); ++h) {
    const MatrixXd weights = estimating_weights(fit, h);
    if (weights.rows() != tangent[h].rows() || gamma.rows() != tangent[h].rows()) return std::nullopt;
    const MatrixXd weighted = weights * tangent[h];
    information += shares[h] * tangent[h].transpose() * weighted;
    if (h == g) own_weighted = weighted;
  }
  // How the estimates react to the moments has rank k at most, so A Γ A' = Γ - RΓ - ΓR' + RΓR' is worked out in
  // factors.
  const MatrixXd& delta = tangent[g];
  const Eigen::LDLT<MatrixXd> solver(information);
  const MatrixXd reaction = shares[g] * solver.solve(MatrixXd(own_weighted.transpose()));  // k × q: R = ΔM
  const MatrixXd moved = reaction * gamma;
  MatrixXd inner = moved * reaction.transpose();
  for (std::size_t h = 0; h < tangent.size(); ++h) {  // what the other groups' sampling error does to this one's model
    if (h == g) continue;
    const MatrixXd other = solver.solve(MatrixXd(tangent[h].transpose() * estimating_weights(fit, h)));
    inner += shares[g] * shares[h] * other * moment_covariance(fit, fit.sample->groups[h]) * other.transpose();
  }
  const MatrixXd crossed = delta * (moved - inner * delta.transpose() / 2);  // half of RΓR' on either side
  const MatrixXd covariance = gamma - crossed - crossed.transpose();
  const double n = static_cast<double>(group.n);
  return ResidualCovariance{.of_residuals = covariance / n, .of_moments = gamma / n};
}

namespace {

constexpr Index most_dense = 6000;  // statistics whose covariance matrix is still formed: 288 MB

/// Weights and Γ are those of normal variables: products with them need no matrix of all pairs of statistics.
bool is_normal_theory(const Fit& fit) {
  const Settings& settings = fit.settings;
  return settings.discrepancy == Discrepancy::ml && settings.information == Information::expected &&
         !settings.full_information() && !is_robust(settings);
}

/// Empty where there are too many statistics, or no weights.
std::optional<CovarianceVariances> covariance_variances(const Fit& fit, std::size_t g) {
  if (is_normal_theory(fit)) return normal_covariance_variances(fit, g);
  if (StatisticLayout(fit.structure).count() > most_dense) return std::nullopt;
  const auto covariance = residual_covariance(fit, g);
  if (!covariance) return std::nullopt;
  return CovarianceVariances{.of_residuals = in_matrix(fit, covariance->of_residuals.diagonal(), 0),
                             .of_sample = in_matrix(fit, covariance->of_moments.diagonal(), 0)};
}

}  // namespace

std::vector<ResidualSet> residuals_of(const Fit& fit) {
  std::vector<ResidualSet> result;
  const auto& names = fit.structure.variables;
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const GroupSample& group = fit.sample->groups[g];
    const RawResiduals raw = raw_residuals(fit, g);
    const VectorXd scale = group.cov.diagonal().cwiseSqrt().cwiseInverse();
    ResidualSet set{.group = fit.sample->groups.size() > 1 ? group.label : std::string(),
                    .raw = named(raw.cov, names, names)};
    set.correlation = named(scale.asDiagonal() * raw.cov * scale.asDiagonal(), names, names);
    if (const auto variances = covariance_variances(fit, g)) {
      const MatrixXd& sample = variances->of_sample;
      set.standardized = named(z_values(raw.cov, variances->of_residuals, sample), names, names);
      set.normalized = named(z_values(raw.cov, sample, sample), names, names);
    }
    for (Index i = 0; i < raw.mean.size(); ++i)
      set.mean_raw.emplace_back(names[static_cast<std::size_t>(i)], raw.mean[i]);
    const auto thresholds = threshold_names(fit.structure);
    for (Index i = 0; i < raw.tau.size(); ++i)
      set.threshold_raw.emplace_back(thresholds[static_cast<std::size_t>(i)], raw.tau[i]);
    if (raw.slopes.cols() > 0) set.slope_raw = named(raw.slopes, names, fit.sample->covariates);
    result.push_back(std::move(set));
  }
  return result;
}

}  // namespace rapport::stats::sem
