#pragma once

#include <optional>
#include <vector>

#include "stats/sem/fit.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats::sem {

/// Residuals of every group: raw (S - Σ), correlation (divided by the sample's standard deviations), standardized
/// (divided by their own standard errors: z values under a right model) and normalized (divided by the standard errors
/// of the sample's moments alone). Standardized and normalized ones are empty where no weight matrix is to be had.
///
/// Standard errors: ACOV of the residuals = A Γ A'/n, A = I - Δ(Δ'VΔ)⁻¹Δ'V, with V the weights of the discrepancy
/// function at the model's moments and Γ the covariance of the sample's moments: that of normal variables, or the
/// distribution-free one for robust and least-squares estimators with fourth-order moments.
/// Sources: Bentler (1995); Jöreskog & Sörbom; Maydeu-Olivares & Shi (2017), Methodology 13, 23-30.
std::vector<ResidualSet> residuals_of(const Fit& fit);

/// The asymptotic covariance matrix of a group's residual statistics (in the order of its statistics), divided by n.
struct ResidualCovariance {
  MatrixXd of_residuals;  // A Γ A' / n
  MatrixXd of_moments;    // Γ / n
};
std::optional<ResidualCovariance> residual_covariance(const Fit& fit, std::size_t group);

}  // namespace rapport::stats::sem
