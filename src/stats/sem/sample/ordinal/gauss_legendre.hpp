#pragma once

#include <Eigen/Core>

namespace rapport::stats::sem {

/// Nodes and weights of the Gauss–Legendre rule on (-1, 1).
struct Quadrature {
  Eigen::ArrayXd nodes = {};
  Eigen::ArrayXd weights = {};
};

/// Newton's method on the Legendre polynomial of this degree, from Chebyshev's guesses.
/// Source: Press et al. (2007), Numerical Recipes, 3rd ed., section 4.6.
Quadrature gauss_legendre(int degree);

}  // namespace rapport::stats::sem
