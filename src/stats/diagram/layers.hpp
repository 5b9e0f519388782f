#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "stats/model/path_model.hpp"

namespace rapport::stats {

/// A place in a column: a construct, or where a path passes through on its way to a later column.
struct LayerNode {
  std::optional<std::size_t> construct = {};
  std::size_t layer = 0;
};

/// A model in columns. Every link joins neighbouring columns.
struct Layers {
  std::vector<LayerNode> nodes = {};
  std::vector<std::vector<std::size_t>> columns = {};  // node numbers, top to bottom
  std::vector<std::vector<std::size_t>> chains = {};   // of each path: the nodes from cause to outcome
};

Layers layers_of(const PathModel& model);

}  // namespace rapport::stats
