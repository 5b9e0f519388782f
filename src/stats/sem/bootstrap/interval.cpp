#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "stats/sem/bootstrap/bootstrap.hpp"

namespace rapport::stats::sem {
namespace {

double phi(double z) {
  return boost::math::cdf(boost::math::normal(), z);
}
double phi_inverse(double p) {
  return boost::math::quantile(boost::math::normal(), p);
}

/// A share of draws, kept off 0 and 1 by half a draw so that its quantile exists.
double share(double count, std::size_t draws) {
  const auto all = static_cast<double>(draws);
  return std::clamp(count / all, 0.5 / all, 1 - 0.5 / all);
}

/// Skewness of the influence of single respondents.
double acceleration(const std::vector<double>& jackknife) {
  double mean = 0;
  for (const double value : jackknife) mean += value;
  mean /= static_cast<double>(jackknife.size());
  double squares = 0;
  double cubes = 0;
  for (const double value : jackknife) {
    squares += (mean - value) * (mean - value);
    cubes += (mean - value) * (mean - value) * (mean - value);
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

/// The value below which a share of what the draws are of lies: between order statistics (R + 1) p ± 1 by the normal
/// distribution, at the ends the outermost draw. Source: Davison & Hinkley (1997), Bootstrap Methods and their
/// Application, eq. 5.8.
double quantile_of(const std::vector<double>& sorted, double p) {
  const auto count = static_cast<double>(sorted.size());
  const double rank = (count + 1) * p, below = std::floor(rank);
  if (!(rank >= 1)) return sorted.front();
  if (rank >= count) return sorted.back();
  const auto at = static_cast<std::size_t>(below) - 1;
  if (rank == below) return sorted[at];
  const double lower = phi_inverse(below / (count + 1)), upper = phi_inverse((below + 1) / (count + 1));
  return sorted[at] + (phi_inverse(p) - lower) / (upper - lower) * (sorted[at + 1] - sorted[at]);
}

}  // namespace

double spread_of(const std::vector<double>& values) {
  double mean = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

DrawnInterval interval_from(std::vector<double> draws, double estimate, const std::vector<double>& jackknife,
                            BootstrapInterval kind, double level) {
  if (draws.size() < 2) return {};
  std::sort(draws.begin(), draws.end());
  double below = 0;       // draws under the estimate, half of those on it
  double below_zero = 0;  // the same for 0
  for (const double draw : draws) {
    below += draw < estimate ? 1 : draw == estimate ? 0.5 : 0;
    below_zero += draw < 0 ? 1 : draw == 0 ? 0.5 : 0;
  }
  const bool corrected = kind != BootstrapInterval::percentile;
  const double bias = corrected ? phi_inverse(share(below, draws.size())) : 0;
  const double a = kind == BootstrapInterval::bca && jackknife.size() > 2 ? acceleration(jackknife) : 0;
  const auto adjusted = [&](double p) {
    const double z = bias + phi_inverse(p);
    return phi(bias + z / (1 - a * z));
  };
  DrawnInterval interval;
  const double tail = (1 - level) / 2;
  interval.lower = quantile_of(draws, corrected ? adjusted(tail) : tail);
  interval.upper = quantile_of(draws, corrected ? adjusted(1 - tail) : 1 - tail);
  const double w = phi_inverse(share(below_zero, draws.size())) - bias;
  const double z = w / (1 + a * w) - bias;
  interval.pvalue = std::min(1.0, 2 * std::min(phi(z), phi(-z)));
  return interval;
}

}  // namespace rapport::stats::sem
