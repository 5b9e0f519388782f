#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <stop_token>

#include "stats/pls/pls.hpp"

namespace rapport::stats {

struct BootstrapOptions {
  std::size_t draws = 4999;
  std::uint64_t seed = 1;
  unsigned threads = 0;  // 0: as many as the machine has; the result does not depend on it
  double level = 0.95;   // of the percentile intervals
  /// Called by the calling thread now and then, and at the end: draws done, draws in all. May be empty.
  std::function<void(std::size_t, std::size_t)> progress = {};
  std::stop_token stop = {};  // a request to stop ends the work within milliseconds
};

/// The bootstrap was told to stop. There is no result.
struct BootstrapStopped : std::runtime_error {
  BootstrapStopped() : std::runtime_error("The bootstrap was stopped.") {}
};

/// estimate_pls, and then how far the estimates vary when the respondents are drawn anew: n of n with replacement.
/// Fills se, t, pvalue and the interval of every path, loading, weight, indirect and total effect:
///   se      standard deviation of the draws, divisor (draws - 1)
///   t       est / se; pvalue two-sided, from the standard normal distribution
///   ci      percentiles (1 ∓ level)/2 of the draws, type 7 quantiles
/// Draw b uses a random stream of its own, made of the seed and b, so the result is the same for any number of threads.
/// Each construct of a draw is turned round where its loadings point against those of the full sample (their products
/// sum to less than 0). A draw that cannot be estimated is left out, counted in the result, and told of in a warning.
/// @throws what estimate_pls throws, and BootstrapStopped
/// Source: Efron & Tibshirani (1993), chapters 6 and 13; sign changes: Hair et al. (2017), chapter 5 (construct level).
PlsResult bootstrap_pls(const PathModel& model, const DataTable& table, const PlsOptions& options,
                        const BootstrapOptions& bootstrap);

}  // namespace rapport::stats
