#include "stats/simulate/likert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace rapport::stats {
namespace {
double below(double z) {
  return 0.5 * std::erfc(-z / std::sqrt(2.0));
}
double density(double z) {
  return std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.0));
}

/// The margin of a given spread whose answers have this mean, by bisection: the mean of the answers grows with it.
LikertMargin with_mean(double mean, double sd, int minimum, int maximum) {
  LikertMargin margin{.mean = 0, .sd = sd, .minimum = minimum, .maximum = maximum};
  double low = minimum - 20 * sd - 1;
  double high = maximum + 20 * sd + 1;
  for (int step = 0; step < 100; ++step) {
    margin.mean = (low + high) / 2;
    (margin.answer_mean() < mean ? low : high) = margin.mean;
  }
  return margin;
}
}  // namespace

double LikertMargin::answer_mean() const {
  double result = minimum;  // Σ P(answer > t)
  for (int t = minimum; t < maximum; ++t) result += 1 - below((t + 0.5 - mean) / sd);
  return result;
}

double LikertMargin::answer_sd() const {
  const double centre = answer_mean();
  double variance = 0;
  double before = 0;
  for (int value = minimum; value <= maximum; ++value) {
    const double until = value == maximum ? 1 : below((value + 0.5 - mean) / sd);
    variance += (until - before) * (value - centre) * (value - centre);
    before = until;
  }
  return std::sqrt(variance);
}

double LikertMargin::answer_correlation() const {
  double covariance = 0;
  for (int t = minimum; t < maximum; ++t) covariance += density((t + 0.5 - mean) / sd);
  return covariance / answer_sd();
}

double LikertMargin::answer(double z) const {
  return std::clamp(std::floor(mean + sd * z + 0.5), static_cast<double>(minimum), static_cast<double>(maximum));
}

LikertMargin likert_margin(double mean, double sd, int minimum, int maximum) {
  double low = 0.05;
  double high = 20.0 * (maximum - minimum);
  for (int step = 0; step < 100; ++step) {
    const double middle = (low + high) / 2;
    (with_mean(mean, middle, minimum, maximum).answer_sd() < sd ? low : high) = middle;
  }
  const LikertMargin margin = with_mean(mean, (low + high) / 2, minimum, maximum);
  if (!(std::abs(margin.answer_mean() - mean) < 1e-6 && std::abs(margin.answer_sd() - sd) < 1e-6)) {
    throw std::invalid_argument(
        fmt::format("No answers from {} to {} have mean {} and standard deviation {}.", minimum, maximum, mean, sd));
  }
  return margin;
}

}  // namespace rapport::stats
