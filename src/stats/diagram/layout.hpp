#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "stats/model/path_model.hpp"

namespace rapport::stats {

struct Point {
  double x = 0;
  double y = 0;
};

enum class NodeShape { ellipse, hexagon, rectangle };  // Mode A, Mode B, an observed variable

struct ItemBox {
  Point centre = {};
  double width = 0;
  double height = 0;
  Point line_begin = {};  // of its line: at the construct …
  Point line_end = {};    // … and at the box
};

struct ConstructBox {
  NodeShape shape = NodeShape::ellipse;
  Point centre = {};
  double width = 0;
  double height = 0;
  std::vector<ItemBox> items = {};  // none for an observed variable
};

/// The curve of a path: straight to the edge of the column, a bend in every gap between columns, straight to the
/// outcome.
struct Route {
  std::vector<Point> points = {};  // port, gap begin, gap end, gap begin, …, port: an even number
  Point label = {};                // the middle of the label's base line
};

struct DiagramLayout {
  double width = 0;
  double height = 0;
  std::vector<ConstructBox> constructs = {};  // as in the model
  std::vector<Route> routes = {};             // one per path of the model
};

/// Whether the model is small enough to be drawn legibly, and quickly: at most 60 constructs, 300 paths, 400 items.
bool is_drawable(const PathModel& model);

/// What a drawing needs for more than the paths of the model. Room beside the columns: in columns from the left;
/// shorter lists, none.
struct LayoutRoom {
  std::vector<double> after_column = {};  // what widens the gap behind a column; behind the last, the whole drawing
  double above = 0;
  double left = 0;
  double beside_items = 0;                 // outside those that stand left or right of their construct
  double below_items = 0;                  // under those that hang below it
  std::set<std::size_t> items_below = {};  // constructs whose items are to stand below them
};

/// Places a drawable model from left to right: every construct one column beyond its furthest cause; within a column
/// the order with fewest crossings that a few sweeps of barycentres find. Items stand left of the first column, right
/// of the constructs without outcomes in the last, and below all others and those that ask for it. The same model
/// always gives the same drawing. Source: Sugiyama, Tagawa & Toda (1981), IEEE Trans. SMC 11(2), 109-125.
DiagramLayout lay_out(const PathModel& model, const LayoutRoom& room = {});

}  // namespace rapport::stats
