#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace rapport::stats {

/// What an estimator needs to know of complete numeric answers.
struct Moments {
  std::size_t n = 0;
  std::vector<double> means;        // p
  std::vector<double> covariances;  // p × p, row by row, symmetric; divisor n - 1

  std::size_t variable_count() const { return means.size(); }
  double covariance(std::size_t i, std::size_t j) const { return covariances[i * means.size() + j]; }
};

/// Means and covariances of the given respondents. Two passes, so that large means cost no digits; sums run in the
/// order of the rows, so that a rerun agrees to the last bit.
/// @param columns  p variables of equal length
/// @param rows     who counts; their answers must not be missing
/// @return  covariances are NaN where n < 2
Moments moments_of(std::span<const std::span<const double>> columns, std::span<const std::size_t> rows);

/// Pearson correlations, p × p, row by row: r = s_ij / √(s_ii s_jj). NaN where a variable does not vary.
std::vector<double> correlations_of(const Moments& moments);

}  // namespace rapport::stats
