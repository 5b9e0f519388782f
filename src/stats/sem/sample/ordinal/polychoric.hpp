#pragma once

#include <Eigen/Core>

namespace rapport::stats::sem {

/// A correlation found by maximum likelihood with the thresholds given.
struct TwoStepCorrelation {
  double value = 0;
  bool at_bound = false;  // the likelihood still rises towards ±1: the correlation is ±largest_correlation
};

inline constexpr double largest_correlation = 0.99999;

/// The correlation of the two normal variables behind a table of counts: the maximum of Σ n_ab log π_ab(rho).
/// A 2 × 2 table with one empty cell gets half a respondent there, with the margins kept; with two empty cells on a
/// diagonal the correlation is at its bound.
/// @param counts            (thresholds of one + 1) × (thresholds of the other + 1)
/// @param tau_row, tau_col  Φ⁻¹ of the cumulative shares of each item
/// Source: Olsson (1979), Psychometrika 44, 443-460, the two-step estimator; the adjustment of 2 × 2 tables is that of
/// Mplus and lavaan.
TwoStepCorrelation polychoric(const Eigen::MatrixXd& counts, const Eigen::VectorXd& tau_row,
                              const Eigen::VectorXd& tau_col);

}  // namespace rapport::stats::sem
