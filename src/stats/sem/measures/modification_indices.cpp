#include "stats/sem/measures/modification_indices.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <optional>

#include "stats/sem/inference/infer.hpp"
#include "stats/sem/measures/extension.hpp"
#include "stats/sem/measures/standardized.hpp"
#include "stats/sem/measures/tangent.hpp"
#include "stats/sem/measures/weights.hpp"

namespace rapport::stats::sem {
namespace {

/// Below this information, per respondent, the data say nothing about a parameter beyond what the others take up.
constexpr double least_information = 6.055454e-06;  // ε^(1/3), as lavaan

/// What the free parameters take up of others' information. They are the same for every candidate: factored once.
class TakenUp {
 public:
  /// @param own   I₁₁ of the free parameters
  /// @param open  Z: the directions that the constraints leave open
  TakenUp(const MatrixXd& own, const MatrixXd& open) : open_(open), all_open_(open.cols() == open.rows()) {
    const MatrixXd inner = all_open_ ? own : MatrixXd(open.transpose() * own * open);
    cholesky_.compute(inner);
    if (cholesky_.info() == Eigen::Success && cholesky_.rcond() > 1e-14) return;
    const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(inner);
    const double least = 1e-10 * eigen.eigenvalues().cwiseAbs().maxCoeff();
    vectors_ = eigen.eigenvectors();
    inverse_ = eigen.eigenvalues().unaryExpr([&](double v) { return v > least ? 1 / v : 0.0; });
  }

  /// diag(I₂₁ Z(Z'I₁₁Z)⁻Z' I₁₂).
  /// @param shared  I₁₂: free parameters × candidates
  VectorXd of(const MatrixXd& shared) const {
    const MatrixXd outer = all_open_ ? shared : MatrixXd(open_.transpose() * shared);
    if (inverse_.size() == 0) return cholesky_.matrixL().solve(outer).colwise().squaredNorm().transpose();
    const MatrixXd rotated = vectors_.transpose() * outer;
    return (inverse_.asDiagonal() * rotated.cwiseAbs2()).colwise().sum().transpose();
  }

 private:
  MatrixXd open_;
  bool all_open_;  // any basis of the whole space does as well as this one
  Eigen::LLT<MatrixXd> cholesky_;
  MatrixXd vectors_;  // with inverse_: of a singular I₁₁
  VectorXd inverse_;
};

/// Δ'WΔ of one respondent on average, groups counting by their size: of least squares, where F's own Hessian counts
/// them by one respondent less.
MatrixXd least_squares_information(const Fit& fit, const Objective& objective) {
  const std::vector<double> shares = group_shares(*fit.sample);
  MatrixXd information = MatrixXd::Zero(fit.structure.free_count, fit.structure.free_count);
  for (std::size_t g = 0; g < shares.size(); ++g) {
    if (fit.settings.discrepancy == Discrepancy::gls) {
      const Basis basis = basis_at(fit.structure, g, matrices_at(fit.structure, g, fit.x));
      information +=
          shares[g] * normal_information(basis, fit.structure.has_means, symmetric_inverse(fit.sample->groups[g].cov),
                                         fit.structure.free_count);
      continue;
    }
    const MatrixXd jacobian = jacobian_at(fit.structure, g, fit.x);
    information += shares[g] * jacobian.transpose() *
                   objective.weigh(g, objective.weight_matrix(g, fit.implied[g], true), jacobian);
  }
  return information;
}

}  // namespace

std::vector<std::size_t> fixed_rows(const Fit& fit) {
  std::vector<std::size_t> rows;
  for (const auto& cells : fit.structure.cells) {
    for (const Cell& cell : cells) {
      const Parameter& parameter = fit.table.rows[cell.row];
      if (cell.free >= 0 || parameter.exo) continue;
      const bool is_ordinal =
          std::find(fit.table.ordinal.begin(), fit.table.ordinal.end(), parameter.lhs) != fit.table.ordinal.end();
      const bool own_variance = parameter.op == Op::covaries_with && parameter.lhs == parameter.rhs;
      // What follows from the others under the parameterization is no parameter.
      if (is_ordinal && own_variance && !fit.structure.theta_parameterization) continue;
      if (parameter.op == Op::scale && fit.structure.theta_parameterization) continue;
      rows.push_back(cell.row);
    }
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

namespace {

/// Scales that make a change of a parameter a standardized one, of one group.
using Scales = std::array<StandardScales, 3>;  // latent, all, nox

/// Of some candidates, freed and missing, whose information is small enough to be held at once.
/// @param taken_up  made from the first of them
void add_indices(std::vector<ModificationIndex>& result, const Fit& fit, const std::vector<std::size_t>& freed,
                 const std::vector<Parameter>& missing, const std::vector<Scales>& scales,
                 std::optional<TakenUp>& taken_up) {
  const Fit extended = extended_by(fit, freed, missing);
  const Objective objective(extended.structure, *extended.sample, extended.settings);
  const bool likelihood = fit.settings.discrepancy == Discrepancy::ml;
  Sums sums(extended.structure.free_count);
  if (!objective.evaluate(extended.x, likelihood ? Curvature::expected : Curvature::gradient, sums)) return;
  const MatrixXd information = likelihood ? MatrixXd(sums.hessian / 2) : least_squares_information(extended, objective);

  const Index before = fit.structure.free_count, candidates = extended.structure.free_count - before;
  if (!taken_up) taken_up.emplace(information.topLeftCorner(before, before), open_directions(fit));
  const VectorXd left =
      information.diagonal().tail(candidates) - taken_up->of(information.topRightCorner(before, candidates));
  const auto n = static_cast<double>(fit.sample->total());

  for (Index k = 0; k < candidates; ++k) {
    if (!(left[k] > least_information)) continue;
    const auto at = static_cast<std::size_t>(k);
    const Parameter& row = at < freed.size() ? fit.table.rows[freed[at]] : missing[at - freed.size()];
    const double score = -sums.gradient[before + k] / 2;  // of one respondent on average
    const double epc = score / left[k];
    const auto& own = scales[row.group - 1];
    result.push_back({.lhs = row.lhs,
                      .op = std::string(symbol_of(row.op)),
                      .rhs = row.rhs,
                      .group = row.group,
                      .mi = n * score * score / left[k],
                      .epc = epc,
                      .sepc_lv = own[0].standardize(row, epc),
                      .sepc_all = own[1].standardize(row, epc),
                      .sepc_nox = own[2].standardize(row, epc)});
  }
}

}  // namespace

std::vector<ModificationIndex> modification_indices(const Fit& fit) {
  if (fit.df <= 0) return {};  // nothing is left that could be gained
  const std::vector<std::size_t> freed = fixed_rows(fit);
  const std::vector<Parameter> missing = missing_relations(fit.table, fit.settings.fixed_x);
  std::vector<Scales> scales;
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const Matrices matrices = matrices_at(fit.structure, g, fit.x);
    scales.push_back({StandardScales{fit.table, fit.structure, matrices, Standardization::latent},
                      {fit.table, fit.structure, matrices, Standardization::all},
                      {fit.table, fit.structure, matrices, Standardization::all_but_exogenous}});
  }
  const std::size_t all = freed.size() + missing.size();
  const std::size_t most = std::max<std::size_t>(1000, static_cast<std::size_t>(fit.structure.free_count));
  std::optional<TakenUp> taken_up;
  std::vector<ModificationIndex> result;
  for (std::size_t first = 0; first < all; first += most) {
    const std::size_t last = std::min(all, first + most), split = freed.size();
    const auto part = [&](const auto& list, std::size_t begin) {
      const auto at = [&](std::size_t i) {
        return list.begin() + static_cast<std::ptrdiff_t>(std::clamp(i, begin, begin + list.size()) - begin);
      };
      return std::decay_t<decltype(list)>(at(first), at(last));
    };
    add_indices(result, fit, part(freed, 0), part(missing, split), scales, taken_up);
  }
  return result;
}

}  // namespace rapport::stats::sem
