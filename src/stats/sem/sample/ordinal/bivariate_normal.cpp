#include "stats/sem/sample/ordinal/bivariate_normal.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "stats/sem/sample/ordinal/gauss_legendre.hpp"
#include "stats/sem/sample/ordinal/normal.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using std::numbers::pi;

constexpr double near_one = 0.925;  // from here on the integrand over the angle is too steep

const Quadrature& rule_for(double rho) {
  static const Quadrature coarse = gauss_legendre(6);
  static const Quadrature middle = gauss_legendre(12);
  static const Quadrature fine = gauss_legendre(20);
  return std::abs(rho) < 0.3 ? coarse : std::abs(rho) < 0.75 ? middle : fine;
}

/// Genz's expansion for correlations near ±1 of the probability that both variables are above h and k.
double upper_tail_near_one(double h, double k, double rho) {
  static const Quadrature rule = gauss_legendre(20);
  if (rho < 0) k = -k;
  const double hk = h * k;
  double sum = 0;
  if (std::abs(rho) < 1) {
    const double rest = (1 - rho) * (1 + rho);
    const double gap = (h - k) * (h - k);
    const double c = (4 - hk) / 8;
    const double d = (12 - hk) / 16;
    double a = std::sqrt(rest);
    const double power = -(gap / rest + hk) / 2;
    if (power > -100) {
      sum = a * std::exp(power) * (1 - c * (gap - rest) * (1 - d * gap / 5) / 3 + c * d * rest * rest / 5);
    }
    if (-hk < 100) {
      const double b = std::sqrt(gap);
      sum -= std::exp(-hk / 2) * std::sqrt(2 * pi) * normal_cdf(-b / a) * b * (1 - c * gap * (1 - d * gap / 5) / 3);
    }
    a /= 2;
    for (Index i = 0; i < rule.nodes.size(); ++i) {
      const double root = a * (1 + rule.nodes(i));
      const double square = root * root;
      const double exponent = -(gap / square + hk) / 2;
      if (exponent <= -100) continue;
      const double rs = std::sqrt(1 - square);
      sum += a * rule.weights(i) * std::exp(exponent) *
             (std::exp(-hk * (1 - rs) / (2 * (1 + rs))) / rs - (1 + c * square * (1 + d * square)));
    }
    sum /= -2 * pi;
  }
  if (rho > 0) return sum + normal_cdf(-std::max(h, k));
  return -sum + (k > h ? normal_cdf(k) - normal_cdf(h) : 0.0);
}

/// The distribution function at every pair of thresholds, with the edges: (rows + 2) × (cols + 2).
MatrixXd cdf_grid(const VectorXd& tau_row, const VectorXd& tau_col, const BivariateNormal& normal) {
  const Index rows = tau_row.size();
  const Index cols = tau_col.size();
  MatrixXd grid = MatrixXd::Zero(rows + 2, cols + 2);
  for (Index a = 0; a < rows; ++a) grid(a + 1, cols + 1) = normal_cdf(tau_row(a));
  for (Index b = 0; b < cols; ++b) grid(rows + 1, b + 1) = normal_cdf(tau_col(b));
  grid(rows + 1, cols + 1) = 1;
  if (std::abs(normal.rho()) < near_one) {
    for (Index b = 0; b < cols; ++b) {
      for (Index a = 0; a < rows; ++a) {
        grid(a + 1, b + 1) = grid(a + 1, cols + 1) * grid(rows + 1, b + 1) + normal.excess(tau_row(a), tau_col(b));
      }
    }
    return grid;
  }
  for (Index b = 0; b < cols; ++b) {
    for (Index a = 0; a < rows; ++a) grid(a + 1, b + 1) = normal.cdf(tau_row(a), tau_col(b));
  }
  return grid;
}

/// What each cell has of a function that is given at its corners.
MatrixXd differences(const MatrixXd& grid) {
  const Index rows = grid.rows() - 1;
  const Index cols = grid.cols() - 1;
  return grid.bottomRightCorner(rows, cols) - grid.topRightCorner(rows, cols) - grid.bottomLeftCorner(rows, cols) +
         grid.topLeftCorner(rows, cols);
}
}  // namespace

BivariateNormal::BivariateNormal(double rho) : rho_(rho), rest_((1 - rho) * (1 + rho)) {
  if (std::abs(rho) >= near_one) return;
  // Φ₂(x, y) - Φ(x)Φ(y) = ∫ (1/2π) exp(-(x² + y² - 2xy sin t) / (2 cos² t)) dt from 0 to asin rho.
  const Quadrature& rule = rule_for(rho);
  const double angle = std::asin(rho);
  sine_ = (angle / 2 * (1 + rule.nodes)).sin();
  inverse_ = 1 / (1 - sine_.square());
  weight_ = rule.weights * angle / (4 * pi);
}

double BivariateNormal::density(double x, double y) const {
  if (std::isinf(x) || std::isinf(y)) return 0;
  return std::exp(-(x * x - 2 * rho_ * x * y + y * y) / (2 * rest_)) / (2 * pi * std::sqrt(rest_));
}

double BivariateNormal::log_density_slope(double x, double y) const {
  return (rho_ * rest_ + x * y * (1 + rho_ * rho_) - rho_ * (x * x + y * y)) / (rest_ * rest_);
}

double BivariateNormal::excess(double x, double y) const {
  if (std::isinf(x) || std::isinf(y)) return 0;
  if (std::abs(rho_) >= near_one) return upper_tail_near_one(-x, -y, rho_) - normal_cdf(x) * normal_cdf(y);
  const double half = (x * x + y * y) / 2;
  return (weight_ * ((x * y * sine_ - half) * inverse_).exp()).sum();
}

double BivariateNormal::cdf(double x, double y) const {
  if (x == -INFINITY || y == -INFINITY) return 0;
  if (x == INFINITY) return normal_cdf(y);
  if (y == INFINITY) return normal_cdf(x);
  if (std::abs(rho_) >= near_one) return upper_tail_near_one(-x, -y, rho_);
  return normal_cdf(x) * normal_cdf(y) + excess(x, y);
}

CellProbabilities cell_probabilities(const VectorXd& tau_row, const VectorXd& tau_col, double rho) {
  const Index rows = tau_row.size();
  const Index cols = tau_col.size();
  MatrixXd density = MatrixXd::Zero(rows + 2, cols + 2);
  MatrixXd slope = MatrixXd::Zero(rows + 2, cols + 2);
  const BivariateNormal normal(rho);
  for (Index b = 0; b < cols; ++b) {
    for (Index a = 0; a < rows; ++a) {
      density(a + 1, b + 1) = normal.density(tau_row(a), tau_col(b));
      slope(a + 1, b + 1) = density(a + 1, b + 1) * normal.log_density_slope(tau_row(a), tau_col(b));
    }
  }
  return {.value = differences(cdf_grid(tau_row, tau_col, normal)).cwiseMax(1e-16),
          .first = differences(density),
          .second = differences(slope)};
}

}  // namespace rapport::stats::sem
