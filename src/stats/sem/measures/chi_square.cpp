#include "stats/sem/measures/chi_square.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

namespace rapport::stats::sem {
namespace {
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double largest_exact = 2e4;

/// Sankaran (1963), Biometrika 50, 199-204: ((χ²/(df + λ))^h is nearly normal.
double sankaran_cdf(double x, double df, double lambda) {
  const double sum = df + lambda;
  const double h = 1 - 2 * sum * (df + 3 * lambda) / (3 * (df + 2 * lambda) * (df + 2 * lambda));
  const double p = (df + 2 * lambda) / (sum * sum);
  const double m = (h - 1) * (1 - 3 * h);
  const double mean = 1 + h * p * (h - 1 - (2 - h) * m * p / 2);
  const double sd = h * std::sqrt(2 * p) * (1 + m * p / 2);
  return normal_upper_tail(-(std::pow(x / sum, h) - mean) / sd);
}
}  // namespace

double chi_square_upper_tail(double x, double df) {
  if (!std::isfinite(x) || !(df > 0)) return nan;
  if (x <= 0) return 1;
  return cdf(complement(boost::math::chi_squared(df), x));
}

double chi_square_quantile(double probability, double df) {
  if (df == 0) return 0;
  if (!(df > 0)) return nan;
  return quantile(boost::math::chi_squared(df), probability);
}

double noncentral_chi_square_cdf(double x, double df, double lambda) {
  if (!std::isfinite(x) || !(df > 0) || !(lambda >= 0)) return nan;
  if (x <= 0) return 0;
  if (lambda == 0) return cdf(boost::math::chi_squared(df), x);
  if (lambda > largest_exact || x > largest_exact) return sankaran_cdf(x, df, lambda);
  try {
    return cdf(boost::math::non_central_chi_squared(df, lambda), x);
  } catch (const std::exception&) {  // the series did not settle: far out in a tail
    return sankaran_cdf(x, df, lambda);
  }
}

double noncentrality_for(double probability, double x, double df) {
  if (!std::isfinite(x) || !(df > 0)) return nan;
  const auto excess = [&](double lambda) { return noncentral_chi_square_cdf(x, df, lambda) - probability; };
  if (excess(0) <= 0) return 0;  // the distribution function falls as λ grows
  double high = std::max(x, 1.0);
  while (excess(high) > 0) high *= 2;
  std::uintmax_t steps = 200;
  const auto root =
      boost::math::tools::toms748_solve(excess, 0.0, high, boost::math::tools::eps_tolerance<double>(45), steps);
  return (root.first + root.second) / 2;
}

double normal_two_sided(double z) {
  return std::erfc(std::abs(z) / std::sqrt(2.0));
}
double normal_upper_tail(double z) {
  return std::erfc(z / std::sqrt(2.0)) / 2;
}

}  // namespace rapport::stats::sem
