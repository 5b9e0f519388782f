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

/// The standardized root mean square residual of a group's covariances (correlations, of ordinal items) as a sample
/// statistic, and an estimate of it in the population that is not biased by sampling error. With the correlation
/// residuals e (t of them) and their covariance matrix Ξ:
/// (t counts the diagonal, also of ordinal items, whose residuals there are 0, as lavaan has it)
///   E(SRMR) = √(tr Ξ/t) (1 - tr Ξ²/(4 (tr Ξ)²)),  SE = √(tr Ξ²/(2 t tr Ξ))          if the model is right
///   USRMR = √(max(e'e - tr Ξ, 0)/t)/k,  k = 1 - (tr Ξ² + 2e'Ξe)/(4 (e'e)²),  SE = √((tr Ξ² + 2e'Ξe)/(2 t e'e))/k
/// Source: Maydeu-Olivares (2017), Psychometrika 82, 533-558.
/// None for a saturated model, or where no weight matrix is to be had.
struct ResidualSummary {
  double srmr = 0;
  double srmr_se = 0;
  double exact_fit_z = 0;  // (SRMR - E)/SE, at least 0
  double exact_fit_pvalue = 0;
  double usrmr = 0;
  double usrmr_se = 0;
  double usrmr_ci_lower = 0;  // 90 %
  double usrmr_ci_upper = 0;
  double close_fit_z = 0;  // of USRMR ≤ 0.05
  double close_fit_pvalue = 0;
};
std::optional<ResidualSummary> residual_summary(const Fit& fit, std::size_t group);

}  // namespace rapport::stats::sem
