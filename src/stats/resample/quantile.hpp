#pragma once

#include <vector>

namespace rapport::stats {

/// Quantile of some numbers by linear interpolation between order statistics: with h = (n - 1) p, the value
/// x₍⌊h⌋₊₁₎ + (h - ⌊h⌋)(x₍⌊h⌋₊₂₎ - x₍⌊h⌋₊₁₎). This is type 7, the default of R and of NumPy.
/// @param numbers  n ≥ 1, none NaN; reordered
/// @param p        0 … 1
/// Source: Hyndman & Fan (1996), The American Statistician 50(4), 361-365.
double quantile(std::vector<double>& numbers, double p);

}  // namespace rapport::stats
