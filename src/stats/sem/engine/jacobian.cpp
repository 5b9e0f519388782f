#include "stats/sem/engine/basis.hpp"

namespace rapport::stats::sem {
namespace {

/// dΣ of one parameter, before the scales.
MatrixXd cov_derivative(const Basis& basis, const Derivative& d) {
  const MatrixXd half = basis.t.col(d.a) * basis.t.col(d.b).transpose();
  return d.scale * (half + half.transpose());
}

/// Ordinal items: what they show is δᵢδⱼΣᵢⱼ and (τ - μᵢ)δᵢ, with Σᵢᵢ either 1 by construction (delta) or making δᵢ
/// (theta). Turns dΣ and dμ of one parameter into the change of the statistics.
class ScaledColumns {
 public:
  ScaledColumns(const Structure& structure, const Matrices& matrices, const Basis& basis, const StatisticLayout& layout)
      : structure_(structure), matrices_(matrices), basis_(basis), layout_(layout) {}

  void add(Eigen::Ref<VectorXd> column, const MatrixXd& d_cov, const VectorXd& d_mean,
           const VectorXd& d_delta_own) const {
    const Index p = basis_.cov.rows();
    VectorXd d_delta = d_delta_own;
    for (Index i = 0; i < p; ++i)
      if (is_ordinal(i) && structure_.theta_parameterization)
        d_delta(i) = -0.5 * matrices_.delta(i) * d_cov(i, i) / basis_.cov(i, i);
    const VectorXd& delta = matrices_.delta;
    for (Index i = 0; i < p; ++i) {
      if (!is_ordinal(i)) {
        column(layout_.mean(i)) = -d_mean(i);
        column(layout_.cov(i, i)) = d_cov(i, i);
      }
      for (const Index t : structure_.thresholds[static_cast<std::size_t>(i)])
        column(layout_.threshold(t)) = -d_mean(i) * delta(i) + (matrices_.tau(t) - basis_.mean(i)) * d_delta(i);
      for (Index j = 0; j < i; ++j)
        column(layout_.cov(i, j)) =
            delta(i) * delta(j) * d_cov(i, j) + (d_delta(i) * delta(j) + delta(i) * d_delta(j)) * basis_.cov(i, j);
    }
  }

 private:
  bool is_ordinal(Index variable) const { return !structure_.thresholds[static_cast<std::size_t>(variable)].empty(); }
  const Structure& structure_;
  const Matrices& matrices_;
  const Basis& basis_;
  const StatisticLayout& layout_;
};

MatrixXd scaled_jacobian(const Structure& structure, std::size_t group, const Matrices& matrices, const Basis& basis,
                         const StatisticLayout& layout) {
  const Index p = basis.cov.rows();
  const ScaledColumns columns(structure, matrices, basis, layout);
  MatrixXd jacobian = MatrixXd::Zero(layout.count(), structure.free_count);
  const MatrixXd no_cov = MatrixXd::Zero(p, p);
  const VectorXd no_mean = VectorXd::Zero(p);
  std::vector<Index> variable_of;  // of each threshold
  for (Index i = 0; i < p; ++i)
    variable_of.insert(variable_of.end(), structure.thresholds[static_cast<std::size_t>(i)].size(), i);
  std::size_t at = 0;
  for (const Cell& cell : structure.cells[group]) {
    if (cell.free < 0) continue;
    const Derivative& d = basis.derivatives[at++];
    if (cell.matrix == Matrix::tau) {
      jacobian(layout.threshold(cell.i), cell.free) = matrices.delta(variable_of[static_cast<std::size_t>(cell.i)]);
      continue;
    }
    VectorXd d_delta = no_mean;
    if (cell.matrix == Matrix::delta) d_delta(cell.i) = 1;
    const VectorXd d_mean = d.w < 0 ? no_mean : VectorXd(d.mean_scale * basis.t.col(d.w));
    columns.add(jacobian.col(cell.free), d.a < 0 ? no_cov : cov_derivative(basis, d), d_mean, d_delta);
  }
  return jacobian;
}

}  // namespace

MatrixXd jacobian_at(const Structure& structure, std::size_t group, const VectorXd& x) {
  const Matrices matrices = matrices_at(structure, group, x);
  const Basis basis = basis_at(structure, group, matrices);
  const StatisticLayout layout(structure);
  if (structure.categorical()) return scaled_jacobian(structure, group, matrices, basis, layout);

  const Index p = basis.cov.rows();
  MatrixXd jacobian = MatrixXd::Zero(layout.count(), structure.free_count);
  for (const Derivative& d : basis.derivatives) {
    auto column = jacobian.col(d.free);
    if (structure.has_means && d.w >= 0) column.head(p) = d.mean_scale * basis.t.col(d.w);
    if (d.a < 0) continue;
    const auto a = basis.t.col(d.a);
    const auto b = basis.t.col(d.b);
    Index at = structure.has_means ? p : 0;
    for (Index j = 0; j < p; ++j) {
      column.segment(at, p - j) = d.scale * (a(j) * b.tail(p - j) + b(j) * a.tail(p - j));
      at += p - j;
    }
  }
  return jacobian;
}

}  // namespace rapport::stats::sem
