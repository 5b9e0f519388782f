#include "stats/sem/sample/ordinal/threshold_slopes.hpp"

#include <cmath>

#include "stats/sem/sample/ordinal/normal.hpp"

namespace rapport::stats::sem {

Eigen::VectorXd threshold_products(const Eigen::MatrixXd& weights, const Eigen::VectorXd& tau_row,
                                   const Eigen::VectorXd& tau_col, double rho) {
  const double rest = std::sqrt((1 - rho) * (1 + rho));
  Eigen::VectorXd products = Eigen::VectorXd::Zero(tau_row.size());
  for (Eigen::Index a = 0; a < tau_row.size(); ++a) {
    double below = 0;
    for (Eigen::Index b = 0; b < weights.cols(); ++b) {
      const double up_to = b < tau_col.size() ? normal_cdf((tau_col(b) - rho * tau_row(a)) / rest) : 1;
      products(a) += (weights(a, b) - weights(a + 1, b)) * (up_to - below);
      below = up_to;
    }
    products(a) *= normal_density(tau_row(a));
  }
  return products;
}

}  // namespace rapport::stats::sem
