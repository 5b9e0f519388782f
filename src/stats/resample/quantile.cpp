#include "stats/resample/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace rapport::stats {

double quantile(std::vector<double>& numbers, double p) {
  const double h = static_cast<double>(numbers.size() - 1) * p;
  const auto below = static_cast<std::ptrdiff_t>(std::floor(h));
  const auto at = numbers.begin() + below;
  std::nth_element(numbers.begin(), at, numbers.end());
  const double lower = *at;
  if (at + 1 == numbers.end()) return lower;
  const double upper = *std::min_element(at + 1, numbers.end());
  return lower + (h - std::floor(h)) * (upper - lower);
}

}  // namespace rapport::stats
