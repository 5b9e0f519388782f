#include "stats/pls/fit.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <cmath>

namespace rapport::stats {
namespace {
using Eigen::MatrixXd;

MatrixXd score_correlations(const PlsDesign& design, const PlsEngine& engine) {
  const auto k = static_cast<Eigen::Index>(design.construct_count);
  return Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
      engine.correlations().data(), k, k);
}

/// What the paths say about the correlations of the constructs: Φ = (I - B)⁻¹ Ψ (I - B)⁻ᵀ, with unit diagonal.
MatrixXd correlations_by_paths(const PlsDesign& design, const PlsEngine& engine) {
  const MatrixXd observed = score_correlations(design, engine);
  const auto k = observed.rows();
  MatrixXd identity_less_b = MatrixXd::Identity(k, k);  // row: outcome, column: cause
  MatrixXd psi = observed;  // of causes without causes as observed; of outcomes the unexplained variances
  for (std::size_t j = 0; j < design.construct_count; ++j) {
    if (design.causes[j].empty()) continue;
    const auto outcome = static_cast<Eigen::Index>(j);
    psi.row(outcome).setZero();
    psi.col(outcome).setZero();
    psi(outcome, outcome) = 1 - engine.r2(j);
  }
  for (std::size_t i = 0; i < design.paths.size(); ++i) {
    identity_less_b(static_cast<Eigen::Index>(design.paths[i].to), static_cast<Eigen::Index>(design.paths[i].from)) -=
        engine.coefficients()[i];
  }
  const Eigen::PartialPivLU<MatrixXd> solver(identity_less_b);
  const MatrixXd half = solver.solve(psi);
  MatrixXd phi = solver.solve(MatrixXd(half.transpose()));
  phi.diagonal().setOnes();
  return phi;
}

MatrixXd implied_by(const PlsDesign& design, const PlsEngine& engine, const MatrixXd& phi, const MatrixXd& observed) {
  MatrixXd implied = observed;
  for (std::size_t i = 0; i < design.construct_count; ++i) {
    for (std::size_t j = 0; j < design.construct_count; ++j) {
      if (i == j && design.modes[i] == Mode::B) continue;
      for (std::size_t a = design.block_begin[i]; a < design.block_begin[i + 1]; ++a) {
        for (std::size_t b = design.block_begin[j]; b < design.block_begin[j + 1]; ++b) {
          if (a == b) continue;
          implied(static_cast<Eigen::Index>(a), static_cast<Eigen::Index>(b)) =
              engine.loading(a) * engine.loading(b) * phi(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
        }
      }
    }
  }
  return implied;
}

double srmr(const MatrixXd& observed, const MatrixXd& implied) {
  const auto p = static_cast<double>(observed.rows());
  return std::sqrt((observed - implied).squaredNorm() /
                   (p * (p + 1)));  // the diagonals agree, so half of all is Σ_{a≤b}
}

double geodesic_distance(const MatrixXd& observed, const MatrixXd& implied) {
  if (Eigen::LLT<MatrixXd>(observed).info() != Eigen::Success) return not_estimated;
  const Eigen::GeneralizedSelfAdjointEigenSolver<MatrixXd> solver(implied, observed,
                                                                  Eigen::EigenvaluesOnly | Eigen::Ax_lBx);
  if (solver.info() != Eigen::Success || solver.eigenvalues().minCoeff() <= 0) return not_estimated;
  return 0.5 * solver.eigenvalues().array().log().square().sum();
}

double goodness_of_fit(const PlsDesign& design, const PlsEngine& engine) {
  double communality = 0;
  std::size_t items = 0;
  double r2 = 0;
  std::size_t outcomes = 0;
  for (std::size_t j = 0; j < design.construct_count; ++j) {
    if (!design.causes[j].empty()) {
      r2 += engine.r2(j);
      ++outcomes;
    }
    if (design.block_size(j) < 2) continue;
    for (std::size_t a = design.block_begin[j]; a < design.block_begin[j + 1]; ++a) {
      communality += engine.loading(a) * engine.loading(a);
      ++items;
    }
  }
  if (items == 0 || outcomes == 0) return not_estimated;
  return std::sqrt(communality / static_cast<double>(items) * r2 / static_cast<double>(outcomes));
}
}  // namespace

PlsFit fit_of(const PlsDesign& design, const PlsEngine& engine, std::span<const double> correlations) {
  const auto p = static_cast<Eigen::Index>(design.item_count);
  const MatrixXd observed =
      Eigen::Map<const MatrixXd>(correlations.data(), p, p);  // symmetric: the order does not matter
  const MatrixXd saturated = implied_by(design, engine, score_correlations(design, engine), observed);
  const MatrixXd implied = implied_by(design, engine, correlations_by_paths(design, engine), observed);
  return {.srmr = srmr(observed, implied),
          .srmr_saturated = srmr(observed, saturated),
          .d_uls = 0.5 * (observed - implied).squaredNorm(),
          .d_g = geodesic_distance(observed, implied),
          .gof = goodness_of_fit(design, engine)};
}

}  // namespace rapport::stats
