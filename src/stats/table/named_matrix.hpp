#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rapport::stats {

/// A matrix with names, row by row.
struct NamedMatrix {
  std::vector<std::string> rows = {};
  std::vector<std::string> cols = {};
  std::vector<double> values = {};
  double at(std::size_t row, std::size_t col) const { return values[row * cols.size() + col]; }
  double& at(std::size_t row, std::size_t col) { return values[row * cols.size() + col]; }
};

}  // namespace rapport::stats
