#include "stats/sem/engine/basis.hpp"

namespace rapport::stats::sem {
namespace {

/// dΣ of one parameter, before the scales.
MatrixXd cov_derivative(const Basis& basis, const Derivative& d) {
  const MatrixXd half = basis.t.col(d.a) * basis.t.col(d.b).transpose();
  return d.scale * (half + half.transpose());
}

/// What one parameter changes before the scales.
struct Change {
  MatrixXd cov;     // p × p
  VectorXd mean;    // p
  MatrixXd slopes;  // p × q
  VectorXd delta;   // p: of the scales that are parameters themselves
};

/// Ordinal items: what they show is δᵢδⱼΣᵢⱼ, (τ - μᵢ)δᵢ and δᵢΠᵢ, with Σᵢᵢ either 1 by construction (delta) or making
/// δᵢ (theta). Turns what one parameter changes into the change of the statistics.
class ScaledColumns {
 public:
  ScaledColumns(const Structure& structure, const Matrices& matrices, const Basis& basis, const StatisticLayout& layout)
      : structure_(structure),
        matrices_(matrices),
        basis_(basis),
        layout_(layout),
        slopes_(basis.t.middleCols(basis.cov.rows(), basis.total.rows()).rightCols(structure.covariate_count)) {}

  void add(Eigen::Ref<VectorXd> column, const Change& change) const {
    const Index p = basis_.cov.rows();
    const MatrixXd& d_cov = change.cov;
    VectorXd d_delta = change.delta;
    for (Index i = 0; i < p; ++i)
      if (is_ordinal(i) && structure_.theta_parameterization)
        d_delta(i) = -0.5 * matrices_.delta(i) * d_cov(i, i) / basis_.cov(i, i);
    const VectorXd& delta = matrices_.delta;
    for (Index i = 0; i < p; ++i) {
      if (!is_ordinal(i)) {
        column(layout_.mean(i)) = -change.mean(i);
        column(layout_.cov(i, i)) = d_cov(i, i);
      }
      for (const Index t : structure_.thresholds[static_cast<std::size_t>(i)])
        column(layout_.threshold(t)) = -change.mean(i) * delta(i) + (matrices_.tau(t) - basis_.mean(i)) * d_delta(i);
      for (Index x = 0; x < slopes_.cols(); ++x)
        column(layout_.slope(i, x)) = delta(i) * change.slopes(i, x) + d_delta(i) * slopes_(i, x);
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
  MatrixXd slopes_;  // p × q, before the scales
};

MatrixXd scaled_jacobian(const Structure& structure, std::size_t group, const Matrices& matrices, const Basis& basis,
                         const StatisticLayout& layout) {
  const Index p = basis.cov.rows();
  const ScaledColumns columns(structure, matrices, basis, layout);
  MatrixXd jacobian = MatrixXd::Zero(layout.count(), structure.free_count);
  const MatrixXd no_cov = MatrixXd::Zero(p, p);
  const VectorXd none = VectorXd::Zero(p);
  const MatrixXd no_slopes = MatrixXd::Zero(p, structure.covariate_count);
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
    const bool moves_effects = cell.matrix == Matrix::lambda || cell.matrix == Matrix::beta;  // dΛA = T_a A_j
    Change change{.cov = d.a < 0 ? no_cov : cov_derivative(basis, d),
                  .mean = d.w < 0 ? none : VectorXd(d.mean_scale * basis.t.col(d.w)),
                  .slopes = moves_effects ? MatrixXd(basis.t.col(d.a) * basis.total.row(cell.j).tail(no_slopes.cols()))
                                          : no_slopes,
                  .delta = none};
    if (cell.matrix == Matrix::delta) change.delta(cell.i) = 1;
    columns.add(jacobian.col(cell.free), change);
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
