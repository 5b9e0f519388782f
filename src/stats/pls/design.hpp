#pragma once

#include <cstddef>
#include <vector>

#include "stats/pls/pls.hpp"

namespace rapport::stats {

/// A path model as the engine sees it: items numbered block after block, constructs by number, no names.
struct PlsDesign {
  std::size_t item_count = 0;       // p
  std::size_t construct_count = 0;  // k
  std::vector<std::size_t> block_begin =
      {};                        // k + 1: the items of construct j are block_begin[j] … block_begin[j + 1] - 1
  std::vector<Mode> modes = {};  // k
  std::vector<Path> paths = {};
  std::vector<std::vector<std::size_t>> causes = {};        // of each construct, in the order of the paths
  std::vector<std::vector<std::size_t>> causes_paths = {};  // the numbers of those paths
  std::vector<std::vector<std::size_t>> outcomes = {};
  std::vector<std::size_t> causal_order = {};
  std::vector<std::pair<std::size_t, std::size_t>> effects = {};  // every (from, to) that a chain of paths joins

  std::size_t block_size(std::size_t construct) const { return block_begin[construct + 1] - block_begin[construct]; }
};

PlsDesign design_of(const PathModel& model);

/// Total effects between constructs, k × k row by row (from, to): T = Σ Bᵐ over the chains of length m ≥ 1.
/// @param coefficients  of the paths, in the order of the design
std::vector<double> total_effects(const PlsDesign& design, const std::vector<double>& coefficients);

}  // namespace rapport::stats
