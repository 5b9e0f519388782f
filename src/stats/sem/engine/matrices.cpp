#include <Eigen/LU>
#include <cmath>

#include "stats/sem/engine/basis.hpp"
#include "stats/sem/engine/structure.hpp"

namespace rapport::stats::sem {

Matrices matrices_at(const Structure& structure, std::size_t group, const VectorXd& x) {
  Matrices matrices = structure.fixed[group];
  for (const Cell& cell : structure.cells[group])
    if (cell.free >= 0) put(matrices, cell, x(cell.free));
  if (structure.categorical()) settle_scales(structure, matrices);
  return matrices;
}

MatrixXd total_effects(const MatrixXd& beta) {
  return (MatrixXd::Identity(beta.rows(), beta.cols()) - beta).partialPivLu().inverse();
}

MatrixXd total_effects(const Structure& structure, const Matrices& matrices) {
  if (structure.has_paths) return total_effects(matrices.beta);
  return MatrixXd::Identity(matrices.psi.rows(), matrices.psi.rows());
}

MatrixXd marginal_psi(const Structure& structure, const Matrices& matrices) {
  const Index q = structure.covariate_count;
  MatrixXd psi = matrices.psi;
  psi.bottomRightCorner(q, q) = matrices.covariate_cov;
  return psi;
}

namespace {

/// var(y) without the scales: ΛA Ψ A'Λ' + Θ, A = (I - B)⁻¹.
MatrixXd unscaled_cov(const Matrices& matrices, const MatrixXd& total) {
  const MatrixXd inner = matrices.lambda * total;
  MatrixXd cov = inner * matrices.psi * inner.transpose() + matrices.theta;
  return cov;
}

VectorXd unscaled_mean(const Matrices& matrices, const MatrixXd& total) {
  return matrices.nu + matrices.lambda * (total * matrices.alpha);
}

}  // namespace

void settle_scales(const Structure& structure, Matrices& matrices) {
  for (std::size_t v = 0; v < structure.variables.size(); ++v) {
    if (structure.thresholds[v].empty()) continue;
    const auto i = static_cast<Index>(v);
    if (!structure.theta_parameterization) residual_of(structure, matrices, i) = 0;
  }
  const MatrixXd cov = unscaled_cov(matrices, total_effects(structure, matrices));
  for (std::size_t v = 0; v < structure.variables.size(); ++v) {
    if (structure.thresholds[v].empty()) continue;
    const auto i = static_cast<Index>(v);
    if (structure.theta_parameterization)
      matrices.delta(i) = 1 / std::sqrt(cov(i, i));
    else
      residual_of(structure, matrices, i) = 1 / (matrices.delta(i) * matrices.delta(i)) - cov(i, i);
  }
}

double& residual_of(const Structure& structure, Matrices& matrices, Index variable) {
  const std::string& name = structure.variables[static_cast<std::size_t>(variable)];
  for (std::size_t k = structure.true_latents; k < structure.latents.size(); ++k)
    if (structure.latents[k] == name) return matrices.psi(static_cast<Index>(k), static_cast<Index>(k));
  return matrices.theta(variable, variable);
}

Implied implied_by(const Structure& structure, const Matrices& matrices) {
  const MatrixXd total = total_effects(structure, matrices);
  Implied implied{.cov = unscaled_cov(matrices, total), .mean = unscaled_mean(matrices, total), .tau = {}};
  if (!structure.categorical()) return implied;
  if (structure.covariate_count > 0)
    implied.slopes = matrices.delta.asDiagonal() * matrices.lambda * total.rightCols(structure.covariate_count);
  implied.cov = matrices.delta.asDiagonal() * implied.cov * matrices.delta.asDiagonal();
  implied.tau = matrices.tau;
  for (std::size_t v = 0; v < structure.variables.size(); ++v) {
    if (structure.thresholds[v].empty()) continue;
    const auto i = static_cast<Index>(v);
    for (const Index t : structure.thresholds[v])
      implied.tau(t) = (matrices.tau(t) - implied.mean(i)) * matrices.delta(i);
  }
  return implied;
}

VectorXd implied_statistics(const Structure& structure, const Implied& implied) {
  const Index p = implied.cov.rows();
  const StatisticLayout layout(structure);
  VectorXd statistics(layout.count());
  Index at = 0;
  if (structure.categorical()) {
    for (Index i = 0; i < p; ++i) {
      const auto& own = structure.thresholds[static_cast<std::size_t>(i)];
      if (own.empty()) statistics(at++) = -implied.mean(i);
      for (const Index t : own) statistics(at++) = implied.tau(t);
    }
    for (Index x = 0; x < structure.covariate_count; ++x, at += p) statistics.segment(at, p) = implied.slopes.col(x);
    for (Index i = 0; i < p; ++i)
      if (structure.thresholds[static_cast<std::size_t>(i)].empty()) statistics(at++) = implied.cov(i, i);
  } else if (structure.has_means) {
    statistics.head(p) = implied.mean;
    at = p;
  }
  for (Index j = 0; j < p; ++j)
    for (Index i = structure.categorical() ? j + 1 : j; i < p; ++i) statistics(at++) = implied.cov(i, j);
  return statistics;
}

}  // namespace rapport::stats::sem
