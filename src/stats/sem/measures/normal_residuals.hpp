#pragma once

#include <optional>

#include "stats/sem/fit.hpp"

namespace rapport::stats::sem {

/// Sampling variances of a group's covariances, p × p each.
struct CovarianceVariances {
  MatrixXd of_residuals;  // S - Σ̂
  MatrixXd of_sample;     // S
};

/// Of normal variables and a model fitted to them by maximum likelihood: the diagonals of Γ and of (I - P)Γ(I - P)'
/// with P = Δ(Δ'WΔ)⁻¹Δ'W, entry by entry, so that no matrix of statistics by parameters is formed. Memory: k × p. Empty
/// if the information is singular. Source: Browne (1984), British Journal of Mathematical and Statistical Psychology
/// 37, eq. 2.20; Hausman (1978).
std::optional<CovarianceVariances> normal_covariance_variances(const Fit& fit, std::size_t group);

}  // namespace rapport::stats::sem
