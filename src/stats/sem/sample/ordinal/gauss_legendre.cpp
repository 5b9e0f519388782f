#include "stats/sem/sample/ordinal/gauss_legendre.hpp"

#include <cmath>
#include <numbers>

namespace rapport::stats::sem {

Quadrature gauss_legendre(int degree) {
  Quadrature rule{.nodes = Eigen::ArrayXd(degree), .weights = Eigen::ArrayXd(degree)};
  for (int i = 0; i < degree; ++i) {
    double x = -std::cos(std::numbers::pi * (i + 0.75) / (degree + 0.5));
    double slope = 0;
    for (int step = 0; step < 20; ++step) {
      double before = 0;
      double value = 1;
      for (int k = 0; k < degree; ++k) {
        const double next = ((2 * k + 1) * x * value - k * before) / (k + 1);
        before = value;
        value = next;
      }
      slope = degree * (x * value - before) / (x * x - 1);
      const double change = value / slope;
      x -= change;
      if (std::abs(change) < 1e-15) break;
    }
    rule.nodes(i) = x;
    rule.weights(i) = 2 / ((1 - x * x) * slope * slope);
  }
  return rule;
}

}  // namespace rapport::stats::sem
