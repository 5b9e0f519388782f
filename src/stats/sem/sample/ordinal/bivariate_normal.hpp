#pragma once

#include <Eigen/Core>

namespace rapport::stats::sem {

/// φ₂: the density of two standard normal variables with correlation rho, |rho| < 1. 0 where x or y is infinite.
double bivariate_normal_density(double x, double y, double rho);

/// Φ₂: the probability that two standard normal variables with correlation rho, |rho| ≤ 1, are at most x and y, to
/// 1e-14.
/// Source: Genz (2004), Statistics and Computing 14, 251-260: the method of Drezner & Wesolowsky (1990) with more nodes
/// and, near ±1, an expansion around the limit.
double bivariate_normal_cdf(double x, double y, double rho);

/// The probabilities of the cells into which thresholds cut two standard normal variables, and their first and second
/// derivatives with respect to the correlation. rows × cols = (thresholds of one + 1) × (thresholds of the other + 1).
/// Cells are never below 1e-16, so that a logarithm can be taken of those that the model rules out.
struct CellProbabilities {
  Eigen::MatrixXd value = {};
  Eigen::MatrixXd first = {};
  Eigen::MatrixXd second = {};
};

/// @param tau_row, tau_col  ascending, finite
/// @param rho               |rho| < 1
CellProbabilities cell_probabilities(const Eigen::VectorXd& tau_row, const Eigen::VectorXd& tau_col, double rho);

}  // namespace rapport::stats::sem
