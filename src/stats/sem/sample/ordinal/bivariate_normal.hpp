#pragma once

#include <Eigen/Core>

namespace rapport::stats::sem {

/// Two standard normal variables with one correlation: what depends on that alone is worked out once.
/// Source: Genz (2004), Statistics and Computing 14, 251-260: the method of Drezner & Wesolowsky (1990) with more nodes
/// and, near ±1, an expansion around the limit.
class BivariateNormal {
 public:
  /// @param rho  |rho| ≤ 1; the density wants |rho| < 1
  explicit BivariateNormal(double rho);

  double rho() const { return rho_; }
  /// φ₂(x, y); 0 where x or y is infinite.
  double density(double x, double y) const;
  /// ∂ log φ₂/∂rho at finite x and y.
  double log_density_slope(double x, double y) const;
  /// Φ₂: the probability that the variables are at most x and y, to 1e-14.
  double cdf(double x, double y) const;
  /// Φ₂(x, y) - Φ(x)Φ(y): what the correlation adds. 0 where x or y is infinite.
  double excess(double x, double y) const;

 private:
  double rho_;
  double rest_;  // 1 - rho²
  // Of the integral over the angle, by node:
  Eigen::ArrayXd sine_ = {};
  Eigen::ArrayXd inverse_ = {};
  Eigen::ArrayXd weight_ = {};
};

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
