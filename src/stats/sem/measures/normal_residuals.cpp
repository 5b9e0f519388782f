#include "stats/sem/measures/normal_residuals.hpp"

#include <Eigen/SparseCore>

#include "stats/sem/engine/normal_theory.hpp"
#include "stats/sem/inference/infer.hpp"
#include "stats/sem/measures/tangent.hpp"
#include "stats/sem/measures/weights.hpp"

namespace rapport::stats::sem {
namespace {

/// What a group tells of the parameters: with V = Σ⁻¹, Δ'WΔ and Δ'WΓWΔ for the Γ of normal variables with covariance
/// matrix S. The latter is the former with VSV for V.
struct GroupPart {
  Basis basis;
  MatrixXd reacting;     // p × (p + 2m): SVT, which is to ΓWΔ what T is to Δ
  MatrixXd information;  // k × k
  MatrixXd spread;       // k × k
};

GroupPart part_of(const Fit& fit, std::size_t group) {
  const bool means = fit.structure.has_means;
  const Index k = fit.structure.free_count;
  const Basis basis = basis_at(fit.structure, group, matrices_at(fit.structure, group, fit.x));
  const MatrixXd v = symmetric_inverse(basis.cov);
  const MatrixXd reaction = fit.sample->groups[group].cov * v;
  return {.basis = basis,
          .reacting = reaction * basis.t,
          .information = normal_information(basis, means, v, k),
          .spread = normal_information(basis, means, v * reaction, k)};
}

/// What each derivative makes of the covariances of variable j with the variables from j on: k × (p - j).
MatrixXd changes_of(const Basis& basis, const MatrixXd& t, Index j, Index k) {
  MatrixXd changes = MatrixXd::Zero(k, t.rows() - j);
  for (Index i = j; i < t.rows(); ++i)
    for (const Derivative& d : basis.derivatives)
      if (d.a >= 0) changes(d.free, i - j) = d.scale * (t(i, d.a) * t(j, d.b) + t(i, d.b) * t(j, d.a));
  return changes;
}

}  // namespace

std::optional<CovarianceVariances> normal_covariance_variances(const Fit& fit, std::size_t group) {
  const Fit open = with_open_covariates(fit);
  const std::vector<double> shares = group_shares(*fit.sample);
  const Index k = open.structure.free_count;
  const GroupPart own = part_of(open, group);
  MatrixXd information = MatrixXd::Zero(k, k), spread = information;
  for (std::size_t h = 0; h < shares.size(); ++h) {
    const GroupPart other = h == group ? GroupPart{} : part_of(open, h);
    const GroupPart& part = h == group ? own : other;
    information += shares[h] * part.information;
    spread += shares[h] * part.spread;
  }
  const MatrixXd inverse = constrained_inverse(information, open_directions(open));
  if (inverse.size() == 0) return std::nullopt;
  const MatrixXd inner = inverse * spread * inverse;

  const MatrixXd& cov = fit.sample->groups[group].cov;
  const Index p = cov.rows();
  CovarianceVariances variances{.of_residuals = MatrixXd(p, p), .of_sample = MatrixXd(p, p)};
  for (Index j = 0; j < p; ++j) {
    fit.settings.interrupt.check();
    const MatrixXd changes = changes_of(own.basis, own.basis.t, j, k);
    const MatrixXd reactions = changes_of(own.basis, own.reacting, j, k);
    const Eigen::SparseMatrix<double> few = changes.sparseView();
    const VectorXd moved = (inverse * few).cwiseProduct(reactions).colwise().sum();
    const VectorXd model = (inner * few).cwiseProduct(changes).colwise().sum();
    for (Index i = j; i < p; ++i) {
      const double sample = cov(i, i) * cov(j, j) + cov(i, j) * cov(i, j);
      const double residual = sample + shares[group] * (model(i - j) - 2 * moved(i - j));
      variances.of_sample(i, j) = variances.of_sample(j, i) = sample;
      variances.of_residuals(i, j) = variances.of_residuals(j, i) = residual;
    }
  }
  const auto n = static_cast<double>(fit.sample->groups[group].n);
  variances.of_residuals /= n;
  variances.of_sample /= n;
  return variances;
}

}  // namespace rapport::stats::sem
