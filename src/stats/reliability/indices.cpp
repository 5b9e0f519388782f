#include "stats/reliability/indices.hpp"

#include <cassert>
#include <cmath>

namespace rapport::stats {
namespace {
double mean_within(const BlockView& block) {
  if (block.size == 1) return 1;
  double sum = 0;
  for (std::size_t i = 0; i < block.size; ++i) {
    for (std::size_t j = 0; j < i; ++j) sum += std::abs(block.at(i, j));
  }
  return 2 * sum / static_cast<double>(block.size * (block.size - 1));
}
}  // namespace

double cronbach_alpha(const BlockView& block) {
  const auto k = static_cast<double>(block.size);
  double diagonal = 0;
  double all = 0;
  for (std::size_t i = 0; i < block.size; ++i) {
    diagonal += block.at(i, i);
    for (std::size_t j = 0; j < block.size; ++j) all += block.at(i, j);
  }
  if (block.size < 2 || !(all > 1e-12 * diagonal)) return std::nan("");
  return k / (k - 1) * (1 - diagonal / all);
}

double composite_reliability(std::span<const double> loadings) {
  double sum = 0;
  double error = 0;
  for (const double lambda : loadings) {
    sum += lambda;
    error += 1 - lambda * lambda;
  }
  return sum * sum / (sum * sum + error);
}

double average_variance_extracted(std::span<const double> loadings) {
  assert(!loadings.empty());  // a construct has an item: the parser sees to it
  double sum = 0;
  for (const double lambda : loadings) sum += lambda * lambda;
  return sum / static_cast<double>(loadings.size());
}

double rho_a(std::span<const double> weights, const BlockView& correlations) {
  if (weights.size() == 1) return 1;
  double squares = 0;
  double above = 0;
  double below = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    squares += weights[i] * weights[i];
    for (std::size_t j = 0; j < weights.size(); ++j) {
      if (i == j) continue;
      above += weights[i] * correlations.at(i, j) * weights[j];
      below += weights[i] * weights[i] * weights[j] * weights[j];
    }
  }
  return below > 0 ? squares * squares * above / below : std::nan("");
}

double heterotrait_monotrait(const BlockView& a, const BlockView& b) {
  double between = 0;
  for (std::size_t i = 0; i < a.size; ++i) {
    for (std::size_t j = 0; j < b.size; ++j) between += std::abs(a.matrix[(a.begin + i) * a.width + b.begin + j]);
  }
  between /= static_cast<double>(a.size * b.size);
  const double within = std::sqrt(mean_within(a) * mean_within(b));
  return within > 0 ? between / within : std::nan("");
}

}  // namespace rapport::stats
