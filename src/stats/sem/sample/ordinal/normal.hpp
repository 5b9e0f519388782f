#pragma once

namespace rapport::stats::sem {

/// Density, distribution function and quantile of the standard normal distribution, to the last digits of double.
double normal_density(double x);
double normal_cdf(double x);
/// P(low < z ≤ high), from the tail in which the difference keeps its digits; at least `least`, so that a logarithm can
/// be taken.
double normal_between(double low, double high, double least = 1e-16);
/// @param p  between 0 and 1; 0 gives -∞, 1 gives ∞
double normal_quantile(double p);

}  // namespace rapport::stats::sem
