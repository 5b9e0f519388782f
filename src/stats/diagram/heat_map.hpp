#pragma once

#include <string>

#include "stats/table/named_matrix.hpp"

namespace rapport::stats {

struct HeatMapOptions {
  std::string title = "Heat map";  // the accessible name
  double full = 0.2;               // a value of this size has the full colour
  double notable = 0.1;            // from this size on the cell carries its sign, so that colour is not needed
};

/// Draws the lower triangle of a symmetric matrix as one SVG element: blue for positive, orange for negative, pale for
/// near zero (a pair that colour-blind people tell apart), "+" or "−" in cells of notable size, and the number with
/// both names in each cell's title. No style, no script, no ids; all names escaped. Classes: heat-map, cell, notable.
/// More than 100 variables give a picture that says that they are too many.
std::string draw_heat_map(const NamedMatrix& matrix, const HeatMapOptions& options = {});

}  // namespace rapport::stats
