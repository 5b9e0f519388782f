#pragma once

#include <cstdint>
#include <vector>

#include "stats/simulate/population_model.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats {

struct DrawOptions {
  std::uint64_t seed = 1;
  int likert = 0;   // whole numbers from 1 to this many; 0: continuous. Items with thresholds have those instead
  double skew = 0;  // skewness of each variable, -2 … 2; of Likert items: of their answers
};

/// Draws respondents of each group: n[g] of group g. With several groups a column "group" comes first, 1, 2, ….
/// Normal variables with the population's moments; then
///   - continuous and skewed: y = μ + σ(bz + c(z² - 1)) with b² + 2c² = 1 and skewness 6b²c + 8c³, where the normal z
///     are correlated so that the y have the population's covariances exactly (Fleishman's power method of order 2);
///   - Likert: z is cut at thresholds that are equally far apart, shifted until the answers have the wanted skewness,
///   so
///     that the polychoric correlations are the population's;
///   - with thresholds in the model: the variable is cut there.
/// Respondent i has a random stream of their own: more respondents do not change the first ones, nor does the number
/// of threads.
/// @throws std::invalid_argument for a skewness beyond ±2, a Likert scale of fewer than 2 or more than 20 points, or
///         correlations that skewed variables cannot have
/// Source: Fleishman (1978), Psychometrika 43(4), 521-532; Vale & Maurelli (1983), Psychometrika 48(3), 465-471.
DataTable draw_answers(const std::vector<PopulationGroup>& groups, const std::vector<std::size_t>& n,
                       const DrawOptions& options);

}  // namespace rapport::stats
