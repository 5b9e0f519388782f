#pragma once

#include <cmath>

#include "stats/sem/sample/ordinal/polychoric.hpp"

namespace rapport::stats::sem {

/// First and second derivative of a log-likelihood, and the information that scoring divides by.
struct Slope {
  double score = 0;
  double curvature = 0;
  double information = 1;
};

/// Where a log-likelihood in a correlation is largest: Newton's method, scoring where it is not concave, within an
/// interval that the signs of the score keep.
/// @param slope_at  double rho → Slope
template <class SlopeAt>
TwoStepCorrelation maximize_correlation(double start, const SlopeAt& slope_at) {
  double low = -largest_correlation;
  double high = largest_correlation;
  double rho = std::fmin(std::fmax(start, -0.9), 0.9);
  for (int step = 0; step < 100; ++step) {
    const Slope slope = slope_at(rho);
    (slope.score > 0 ? low : high) = rho;
    double next = rho + slope.score / (slope.curvature < 0 ? -slope.curvature : slope.information);
    if (!(next > low && next < high)) next = (low + high) / 2;
    const double change = std::abs(next - rho);
    rho = next;
    if (change < 1e-13) break;
    if (change < 1e-7 && slope.curvature < 0) break;  // the next step of Newton's method would be below 1e-13
  }
  return {.value = rho, .at_bound = std::abs(rho) > largest_correlation - 1e-9};
}

}  // namespace rapport::stats::sem
