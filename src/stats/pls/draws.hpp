#pragma once

#include <cstddef>
#include <vector>

#include "stats/pls/answers.hpp"
#include "stats/pls/bootstrap.hpp"
#include "stats/pls/engine.hpp"

namespace rapport::stats {

/// The statistics of every draw that could be estimated, in the order of the draws.
struct Draws {
  std::size_t statistic_count = 0;
  std::vector<double> values;       // draw by draw, statistic_count numbers each
  std::vector<std::size_t> failed;  // the numbers of the others
};

/// What one solution says, as one row of numbers: coefficients of the paths, loadings, weights, then the indirect and
/// the total effects of the design's pairs.
struct StatisticLayout {
  explicit StatisticLayout(const PlsDesign& design);
  std::size_t loadings = 0;  // where each part begins; the paths at 0
  std::size_t weights = 0;
  std::size_t indirect = 0;
  std::size_t total = 0;
  std::size_t count = 0;
};

/// Draws and solves. @param full  the solution of the full sample, to which the signs are aligned
Draws draw_all(const PlsDesign& design, const PlsEngine& full, const PlsAnswers& answers, const PlsOptions& options,
               const BootstrapOptions& bootstrap);

}  // namespace rapport::stats
