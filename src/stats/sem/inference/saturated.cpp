#include "stats/sem/inference/saturated.hpp"

#include <Eigen/Cholesky>

#include "stats/sem/inference/infer.hpp"
#include "stats/sem/sample/row_sums.hpp"

namespace rapport::stats::sem {
namespace {

/// Means and covariances of p variables as free parameters of their own.
Basis saturated_basis(const VectorXd& mean, const MatrixXd& cov, bool has_means) {
  const Index p = cov.rows();
  Basis basis;
  basis.t = MatrixXd::Identity(p, p);
  basis.cov = cov;
  basis.mean = mean;
  Index free = 0;
  if (has_means)
    for (Index i = 0; i < p; ++i) basis.derivatives.push_back({.free = free++, .w = i, .mean_scale = 1});
  for (Index j = 0; j < p; ++j)
    for (Index i = j; i < p; ++i)
      basis.derivatives.push_back({.free = free++, .a = i, .b = j, .scale = i == j ? 0.5 : 1});
  return basis;
}

Curvature curvature_of(Information kind) {
  return kind == Information::observed ? Curvature::observed : Curvature::expected;
}

/// Complete data. With d = vech(zz' - S) and q = z'S⁻¹z the squared Mahalanobis distance, d'Wd = ½ (q² - 2q + p).
/// @param some  of these variables only
double complete_trace(const GroupSample& group, bool has_means, const std::vector<Index>* some = nullptr) {
  const MatrixXd cov = some ? MatrixXd(group.cov(*some, *some)) : group.cov;
  const Eigen::LLT<MatrixXd> factor(cov);
  const auto p = static_cast<double>(cov.rows());
  const MatrixXd sums = sum_over_rows(group, 1, 2, [&](const auto& few, MatrixXd& sum) {
    MatrixXd white = (few.rowwise() - group.mean.transpose()).transpose();
    if (some) white = MatrixXd(white(*some, Eigen::all));
    factor.matrixL().solveInPlace(white);
    const Eigen::ArrayXd q = white.colwise().squaredNorm().transpose().array();
    sum(0, 0) += q.sum();
    sum(0, 1) += (q.square() - 2 * q + p).sum();
  });
  return (0.5 * sums(0, 1) + (has_means ? sums(0, 0) : 0)) / static_cast<double>(group.n);
}

/// The likelihood of all variables is that of the covariates times that of the others given them, so the trace of the
/// latter, which is what a model with fixed covariates is about, is a difference.
double complete_trace(const GroupSample& group, const std::vector<Index>& fixed, bool has_means) {
  const double all = complete_trace(group, has_means);
  return fixed.empty() ? all : all - complete_trace(group, has_means, &fixed);
}

}  // namespace

MatrixXd saturated_information(const GroupSample& group, const VectorXd& mean, const MatrixXd& cov, Curvature kind) {
  const Basis basis = saturated_basis(mean, cov, true);
  const auto count = static_cast<Index>(basis.derivatives.size());
  Sums sums(count);
  SecondOrder second(cov.rows());  // Σ and μ are linear in their own elements: nothing to add
  for (const Pattern& pattern : group.patterns)
    add_likelihood(basis, true, {pattern.mean, pattern.cov, &pattern.observed},
                   static_cast<double>(pattern.n) / static_cast<double>(group.n), kind, sums, &second);
  return sums.hessian / 2;
}

MatrixXd saturated_scores(const GroupSample& group, const VectorXd& mean, const MatrixXd& cov, bool has_means) {
  const Basis basis = saturated_basis(mean, cov, has_means);
  MatrixXd scores(group.rows.rows(), static_cast<Index>(basis.derivatives.size()));
  if (group.patterns.empty()) {
    write_scores(basis, has_means, nullptr, group.rows.rowwise() - mean.transpose(), scores);
    return scores;
  }
  for (const Pattern& pattern : group.patterns) {
    const MatrixXd rows = group.rows(pattern.rows, pattern.observed);
    const VectorXd means = mean(pattern.observed);
    MatrixXd part(rows.rows(), scores.cols());
    write_scores(basis, has_means, &pattern.observed, rows.rowwise() - means.transpose(), part);
    scores(pattern.rows, Eigen::all) = part;
  }
  return scores;
}

MatrixXd saturated_information_at_fit(const Fit& fit, std::size_t g) {
  const GroupSample& group = fit.sample->groups[g];
  const bool has_means = fit.structure.has_means;
  const VectorXd& mean = has_means ? fit.implied[g].mean : group.mean;
  if (fit.settings.information == Information::first_order) {
    const MatrixXd scores = saturated_scores(group, mean, fit.implied[g].cov, has_means);
    return scores.transpose() * scores / static_cast<double>(group.n);
  }
  const Basis basis = saturated_basis(mean, fit.implied[g].cov, has_means);
  const auto count = static_cast<Index>(basis.derivatives.size());
  Sums sums(count);
  SecondOrder second(group.cov.rows());
  add_likelihood(basis, has_means, {group.mean, group.cov}, 1, curvature_of(fit.settings.information), sums, &second);
  return sums.hessian / 2;
}

std::vector<Index> modelled_moments(const Sample& sample, bool has_means) {
  const std::vector<bool>& fixed = sample.is_fixed;
  const std::size_t p = sample.variables.size();
  std::vector<bool> is_modelled;
  for (std::size_t i = 0; has_means && i < p; ++i) is_modelled.push_back(fixed.empty() || !fixed[i]);
  for (std::size_t j = 0; j < p; ++j)
    for (std::size_t i = j; i < p; ++i) is_modelled.push_back(fixed.empty() || !fixed[i] || !fixed[j]);
  std::vector<Index> positions;
  for (std::size_t k = 0; k < is_modelled.size(); ++k)
    if (is_modelled[k]) positions.push_back(static_cast<Index>(k));
  return positions;
}

double saturated_trace(const Fit& fit) {
  const Information kind = fit.settings.information;
  if (kind == Information::first_order) return static_cast<double>(saturated_parameter_count(fit));  // A₁ is B₁
  const std::vector<Index> fixed = fit.sample->fixed_positions();
  double trace = 0;
  for (const GroupSample& group : fit.sample->groups) {
    if (group.patterns.empty()) {
      trace += complete_trace(group, fixed, fit.structure.has_means);
      continue;
    }
    const MatrixXd scores = saturated_scores(group, group.mean, group.cov, true);
    const MatrixXd outer = scores.transpose() * scores / static_cast<double>(group.n);
    const std::vector<Index> free = modelled_moments(*fit.sample, true);
    const MatrixXd information = saturated_information(group, group.mean, group.cov, curvature_of(kind))(free, free);
    trace += information.ldlt().solve(MatrixXd(outer(free, free))).trace();
  }
  return trace;
}

double fitted_trace(const Fit& fit, const Objective& objective) {
  const MatrixXd bread = information_of(fit, objective, fit.settings.information);
  const MatrixXd inverse = constrained_inverse(bread, open_directions(fit));
  return inverse.size() > 0 ? inverse.cwiseProduct(fit.first_order).sum() : no_value;
}

Index saturated_parameter_count(const Fit& fit) {
  const auto own = static_cast<Index>(modelled_moments(*fit.sample, fit.structure.has_means).size());
  return own * static_cast<Index>(fit.sample->groups.size());
}

}  // namespace rapport::stats::sem
