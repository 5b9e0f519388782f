#include "stats/sem/sample/ordinal/polyserial.hpp"

#include <cmath>

#include "stats/sem/sample/ordinal/normal.hpp"
#include "stats/sem/sample/ordinal/root.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;

/// One limit of a category, as the continuous answer z moves it.
struct Limit {
  double argument = 0;   // (τ - rho z)/√(1 - rho²); ±∞ at the ends
  double density = 0;    // φ(argument)
  double slope = 0;      // ∂argument/∂rho
  double curvature = 0;  // ∂²argument/∂rho²
};

Limit limit_at(const Margin& item, Index respondent, int threshold, double z, double rho) {
  const double tau = item.limit(respondent, threshold);
  if (std::isinf(tau)) return {.argument = tau};
  const double rest = (1 - rho) * (1 + rho);
  const double root = std::sqrt(rest);
  Limit limit{.argument = (tau - rho * z) / root};
  limit.density = normal_density(limit.argument);
  limit.slope = (tau * rho - z) / (rest * root);
  limit.curvature = (tau + 3 * rho * (tau * rho - z) / rest) / (rest * root);
  return limit;
}

/// The probability of a category given z.
double between(const Limit& low, const Limit& high) {
  return normal_between(low.argument, high.argument);
}

/// -density × argument is the density's slope; at the infinite ends all of it is 0.
double density_slope(const Limit& limit) {
  return limit.density == 0 ? 0 : -limit.density * limit.argument;
}
}  // namespace

TwoStepCorrelation polyserial(const Margin& item, const Margin& continuous) {
  double start = 0;
  double sum_a = 0;
  double squares_a = 0;
  double n = 0;
  for (std::size_t k = 0; k < item.categories.size(); ++k) {
    const double z = continuous.z(static_cast<Index>(k));
    if (item.categories[k] == 0 || std::isnan(z)) continue;
    start += item.categories[k] * z;
    sum_a += item.categories[k];
    squares_a += item.categories[k] * item.categories[k];
    ++n;
  }
  start = 1.1 * start / n / std::sqrt(squares_a / n - sum_a / n * sum_a / n);
  return maximize_correlation(std::isfinite(start) ? start : 0, [&](double rho) {
    Slope slope{.information = 0};
    for (std::size_t k = 0; k < item.categories.size(); ++k) {
      const double z = continuous.z(static_cast<Index>(k));
      if (item.categories[k] == 0 || std::isnan(z)) continue;
      const Limit low = limit_at(item, static_cast<Index>(k), item.categories[k] - 2, z, rho);
      const Limit high = limit_at(item, static_cast<Index>(k), item.categories[k] - 1, z, rho);
      const double p = between(low, high);
      const double first = (high.density * high.slope - low.density * low.slope) / p;
      const double second = (density_slope(high) * high.slope * high.slope + high.density * high.curvature -
                             density_slope(low) * low.slope * low.slope - low.density * low.curvature) /
                            p;
      slope.score += first;
      slope.curvature += second - first * first;
      slope.information += first * first;
    }
    return slope;
  });
}

CaseScores polyserial_scores(const Margin& item, const Margin& continuous, double rho) {
  const Index n = continuous.z.size();
  CaseScores scores(n, item.tau.size(), 2);
  const double root = std::sqrt((1 - rho) * (1 + rho));
  for (Index k = 0; k < n; ++k) {
    const int category = item.categories[static_cast<std::size_t>(k)];
    const double z = continuous.z(k);
    if (category == 0 || std::isnan(z)) continue;
    const Limit low = limit_at(item, k, category - 2, z, rho);
    const Limit high = limit_at(item, k, category - 1, z, rho);
    const double p = between(low, high);
    scores.rho(k) = (high.density * high.slope - low.density * low.slope) / p;
    if (category - 1 < item.tau.size()) scores.a(k, category - 1) = high.density / (p * root);
    if (category > 1) scores.a(k, category - 2) = -low.density / (p * root);
    const double by_z = -z - rho / root * (high.density - low.density) / p;  // of density and probability together
    scores.b(k, 0) = -by_z / continuous.scale();
    scores.b(k, 1) = (-1 - z * by_z) / (2 * continuous.variance);
  }
  return scores;
}

}  // namespace rapport::stats::sem
