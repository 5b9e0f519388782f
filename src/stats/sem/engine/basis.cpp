#include "stats/sem/engine/basis.hpp"

namespace rapport::stats::sem {

StatisticLayout::StatisticLayout(const Structure& structure) : p_(static_cast<Index>(structure.variables.size())) {
  const auto p = static_cast<std::size_t>(p_);
  mean_.assign(p, -1);
  cov_.assign(p * p, -1);
  const bool categorical = structure.categorical();
  if (categorical) {
    for (std::size_t v = 0; v < p; ++v) {
      if (structure.thresholds[v].empty()) mean_[v] = count_++;
      for (std::size_t t = 0; t < structure.thresholds[v].size(); ++t) threshold_.push_back(count_++);
    }
    slopes_ = count_;
    count_ += p_ * structure.covariate_count;
    for (std::size_t v = 0; v < p; ++v)
      if (structure.thresholds[v].empty()) cov_[v * p + v] = count_++;
  } else if (structure.has_means) {
    for (std::size_t v = 0; v < p; ++v) mean_[v] = count_++;
  }
  for (std::size_t j = 0; j < p; ++j)
    for (std::size_t i = categorical ? j + 1 : j; i < p; ++i) cov_[i * p + j] = cov_[j * p + i] = count_++;
}

namespace {

Derivative derivative_of(const Cell& cell, Index p, Index m, const VectorXd& latent_mean) {
  const Index l = p;
  const Index g = p + m;
  Derivative d{.free = cell.free};
  switch (cell.matrix) {
    case Matrix::lambda:
      d.a = cell.i;
      d.b = g + cell.j;
      d.w = cell.i;
      d.mean_scale = latent_mean(cell.j);
      break;
    case Matrix::beta:
      d.a = l + cell.i;
      d.b = g + cell.j;
      d.w = l + cell.i;
      d.mean_scale = latent_mean(cell.j);
      break;
    case Matrix::psi:
      d.a = l + cell.i;
      d.b = l + cell.j;
      d.scale = cell.i == cell.j ? 0.5 : 1;
      break;
    case Matrix::theta:
      d.a = cell.i;
      d.b = cell.j;
      d.scale = cell.i == cell.j ? 0.5 : 1;
      break;
    case Matrix::nu:
      d.w = cell.i;
      d.mean_scale = 1;
      break;
    case Matrix::alpha:
      d.w = l + cell.i;
      d.mean_scale = 1;
      break;
    case Matrix::tau:
    case Matrix::delta:  // they act after Σ and μ: see jacobian_at
    case Matrix::covariate_cov:
    case Matrix::covariate_mean:  // the sample's
      break;
  }
  return d;
}

}  // namespace

Basis basis_at(const Structure& structure, std::size_t group, const Matrices& matrices) {
  const Index p = matrices.theta.rows();
  const Index m = matrices.psi.rows();
  Basis basis;
  basis.total = total_effects(structure, matrices);
  basis.t.resize(p, p + 2 * m);
  basis.t.leftCols(p).setIdentity();
  auto l = basis.t.middleCols(p, m);
  auto g = basis.t.rightCols(m);
  if (structure.has_paths) {
    l.noalias() = matrices.lambda * basis.total;
    basis.k.noalias() = matrices.psi * basis.total.transpose();
    basis.latent_cov.noalias() = basis.total * basis.k;
    basis.latent_mean.noalias() = basis.total * matrices.alpha;
  } else {
    l = matrices.lambda;
    basis.k = matrices.psi;
    basis.latent_cov = matrices.psi;
    basis.latent_mean = matrices.alpha;
  }
  g.noalias() = matrices.lambda * basis.latent_cov;
  basis.cov.noalias() = g * matrices.lambda.transpose();
  basis.cov += matrices.theta;
  basis.mean.noalias() = matrices.lambda * basis.latent_mean;
  basis.mean += matrices.nu;
  const auto& cells = structure.cells[group];
  basis.derivatives.reserve(cells.size());
  for (const Cell& cell : cells)
    if (cell.free >= 0) basis.derivatives.push_back(derivative_of(cell, p, m, basis.latent_mean));
  return basis;
}

}  // namespace rapport::stats::sem
