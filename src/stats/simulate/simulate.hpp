#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "stats/simulate/study.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats {

/// What a study says about its items when all it prints is put together.
struct Population {
  std::vector<double> means;                   // p, of the answers
  std::vector<double> sds;                     // p
  std::vector<double> loadings;                // p, standardized
  std::vector<double> construct_correlations;  // k × k, row by row
  std::vector<double> item_correlations;       // p × p, row by row
};

/// Completes a study.
///   - A loading that is not given follows from alpha as of k equal items: r = α / (k - (k - 1) α), λ = √r.
///   - A standard deviation that is not given follows from that of the scale: s = s_scale √(k / (1 + (k - 1) r)).
///   - Unstandardized coefficients are in units of items with equal loadings, so that a construct's standard deviation
///   is
///     s_scale √α, and β = b · sd(cause) / sd(outcome).
///   - A correlation of constructs that is not given follows from the paths: φ_ij = Σ_c β_ic φ_cj.
///   - Items of one construct: λ_a λ_b for factors. For composites λ_a λ_b + θ_ab, where θ has diagonal 1 - λ² and Θλ =
///   0,
///     so that the composite with weights in proportion to λ, which Mode A finds, has exactly these loadings.
/// @throws std::runtime_error if a pair of constructs without a correlation is joined by no path
Population population_of(const Study& study);

/// Draws respondents for a study: whole numbers within the scale of each item.
/// Normal variables with the population's correlations are rounded; their means and spreads are chosen so that the
/// rounded answers have the published ones, and their correlations are raised by what rounding takes away. The answers
/// are drawn, not fitted: a sample differs from the publication as a sample of this size does. Respondent i has a
/// random stream of their own, so more respondents do not change the first ones.
/// @param respondents  0: as many as the study had
DataTable simulate_study(const Study& study, std::uint64_t seed, std::size_t respondents = 0);

}  // namespace rapport::stats
