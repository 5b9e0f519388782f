#include "stats/table/moments.hpp"

#include <cmath>

namespace rapport::stats {

Moments moments_of(std::span<const std::span<const double>> columns, std::span<const std::size_t> rows) {
  const std::size_t p = columns.size();
  const auto n = static_cast<double>(rows.size());
  Moments moments{.n = rows.size(), .means = std::vector<double>(p), .covariances = std::vector<double>(p * p)};
  std::vector<std::vector<double>> deviations(p);  // p × n
  for (std::size_t i = 0; i < p; ++i) {
    double sum = 0;
    for (const std::size_t row : rows) sum += columns[i][row];
    moments.means[i] = sum / n;
    deviations[i].reserve(rows.size());
    for (const std::size_t row : rows) deviations[i].push_back(columns[i][row] - moments.means[i]);
  }
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < rows.size(); ++k) sum += deviations[i][k] * deviations[j][k];
      const double covariance = rows.size() < 2 ? std::nan("") : sum / (n - 1);
      moments.covariances[i * p + j] = covariance;
      moments.covariances[j * p + i] = covariance;
    }
  }
  return moments;
}

std::vector<double> correlations_of(const Moments& moments) {
  const std::size_t p = moments.variable_count();
  std::vector<double> correlations(p * p);
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t j = 0; j < p; ++j) {
      const double scale = std::sqrt(moments.covariance(i, i)) * std::sqrt(moments.covariance(j, j));
      correlations[i * p + j] = scale > 0 ? moments.covariance(i, j) / scale : std::nan("");
    }
    if (moments.covariance(i, i) > 0) correlations[i * p + i] = 1;
  }
  return correlations;
}

}  // namespace rapport::stats
