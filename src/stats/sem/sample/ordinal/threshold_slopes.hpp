#pragma once

#include <Eigen/Core>

namespace rapport::stats::sem {

/// Σ over the cells of a table of weight × ∂π/∂τ, for each threshold τ of the row variable, where
///   ∂π_ab/∂τ_a = φ(τ_a) P(τ_b-1 < y ≤ τ_b | x = τ_a) = -∂π_a+1,b/∂τ_a.
/// @param weights  (thresholds of the rows + 1) × (thresholds of the columns + 1)
Eigen::VectorXd threshold_products(const Eigen::MatrixXd& weights, const Eigen::VectorXd& tau_row,
                                   const Eigen::VectorXd& tau_col, double rho);

}  // namespace rapport::stats::sem
