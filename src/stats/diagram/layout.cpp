#include "stats/diagram/layout.hpp"

#include <algorithm>
#include <cmath>

#include "stats/diagram/layers.hpp"
#include "stats/table/utf8.hpp"

namespace rapport::stats {
namespace {
constexpr double margin = 16;
constexpr double construct_height = 64;
constexpr double observed_height = 40;
constexpr double item_height = 24;
constexpr double item_gap = 6;
constexpr double to_items = 56;     // from a construct's edge to its items, room for the loadings
constexpr double cell_gap = 28;     // between constructs of a column
constexpr double pass_height = 26;  // of a path that passes through a column
constexpr double column_gap = 110;  // room for the coefficients
constexpr double label_width = 64;
constexpr double label_height = 16;

enum class Side { left, below, right };

/// A construct's box and items, measured from the centre of the box.
struct Cell {
  ConstructBox box;
  Side side = Side::below;
  double left = 0, right = 0, up = 0, down = 0;  // how far it reaches
};

double text_width(const std::string& text, double per_character) {
  return per_character * static_cast<double>(utf8_length(text));
}

bool is_observed(const Construct& construct) {
  return construct.items.size() == 1 && construct.items[0] == construct.name;
}

Cell measured(const Construct& construct, Side side, const LayoutRoom& room) {
  Cell cell;
  ConstructBox& box = cell.box;
  box.shape = is_observed(construct)      ? NodeShape::rectangle
              : construct.mode == Mode::B ? NodeShape::hexagon
                                          : NodeShape::ellipse;
  box.height = box.shape == NodeShape::rectangle ? observed_height : construct_height;
  box.width = std::clamp(text_width(construct.name, 8.5) + 44, 116.0, 220.0);
  cell.side = side;
  cell.left = cell.right = box.width / 2;
  cell.up = cell.down = box.height / 2;
  if (box.shape == NodeShape::rectangle) return cell;

  double width = 0;
  for (const std::string& item : construct.items) width = std::max(width, text_width(item, 7) + 14);
  width = std::clamp(width, 46.0, 150.0);
  const auto k = static_cast<double>(construct.items.size());
  for (std::size_t i = 0; i < construct.items.size(); ++i) {
    const double place = static_cast<double>(i) - (k - 1) / 2;
    ItemBox item{.width = width, .height = item_height};
    if (side == Side::below) {
      item.centre = {place * (width + item_gap), box.height / 2 + to_items + item_height / 2};
      item.line_end = {item.centre.x, item.centre.y - item_height / 2};
      item.line_begin = {box.width / 2 * std::clamp(place / k, -0.4, 0.4), box.height / 2};
      if (box.shape == NodeShape::ellipse) {
        const double x = item.line_begin.x / (box.width / 2);
        item.line_begin.y *= std::sqrt(1 - x * x);
      }
    } else {
      const double direction = side == Side::left ? -1 : 1;
      item.centre = {direction * (box.width / 2 + to_items + width / 2), place * (item_height + item_gap)};
      item.line_end = {item.centre.x - direction * width / 2, item.centre.y};
      item.line_begin = {direction * box.width / 2, 0};
    }
    box.items.push_back(item);
  }
  if (side == Side::below) {
    const double row = k * width + (k - 1) * item_gap;
    cell.left = cell.right = std::max(cell.left, row / 2);
    cell.down += to_items + item_height + room.below_items;
  } else {
    (side == Side::left ? cell.left : cell.right) += to_items + width + room.beside_items;
    cell.up = cell.down = std::max(cell.up, (k * item_height + (k - 1) * item_gap) / 2);
  }
  return cell;
}

void move(ConstructBox& box, const Point& by) {
  const auto shift = [&](Point& point) {
    point.x += by.x;
    point.y += by.y;
  };
  shift(box.centre);
  for (ItemBox& item : box.items) {
    shift(item.centre);
    shift(item.line_begin);
    shift(item.line_end);
  }
}

/// Where on the left (or right) edge of a shape a path ends, at some height above its middle.
double edge_x(const ConstructBox& box, double y, double direction) {
  const double part = (y - box.centre.y) / (box.height / 2);
  double reach = box.width / 2;
  if (box.shape == NodeShape::ellipse) reach *= std::sqrt(std::max(0.0, 1 - part * part));
  if (box.shape == NodeShape::hexagon) reach -= std::abs(part) * box.height / 4;
  return box.centre.x + direction * reach;
}

class LayoutMaker {
 public:
  LayoutMaker(const PathModel& model, const LayoutRoom& room) : model_(model), room_(room), layers_(layers_of(model)) {}

  DiagramLayout run() {
    measure();
    place_columns();
    route_paths();
    place_labels();
    return std::move(layout_);
  }

 private:
  void measure() {
    std::vector<bool> has_outcome(model_.constructs.size());
    for (const Path& path : model_.paths) has_outcome[path.from] = true;
    const std::size_t last = layers_.columns.size() - 1;
    for (std::size_t j = 0; j < model_.constructs.size(); ++j) {
      const std::size_t layer = layers_.nodes[j].layer;
      const bool below = room_.items_below.contains(j);
      const Side side = below                              ? Side::below
                        : layer == 0                       ? Side::left
                        : layer == last && !has_outcome[j] ? Side::right
                                                           : Side::below;
      cells_.push_back(measured(model_.constructs[j], side, room_));
    }
  }

  double node_up(std::size_t node) const { return layers_.nodes[node].construct ? cells_[node].up : pass_height / 2; }
  double node_down(std::size_t node) const {
    return layers_.nodes[node].construct ? cells_[node].down : pass_height / 2;
  }

  /// Stacks the nodes of a column from 0 downwards; returns its extent.
  double stack(std::size_t c) {
    double y = 0;
    for (const std::size_t node : layers_.columns[c]) {
      node_y_[node] = y + node_up(node);
      y += node_up(node) + node_down(node) + cell_gap;
    }
    return y - cell_gap;
  }

  void place_columns() {
    const std::size_t count = layers_.columns.size();
    node_y_.resize(layers_.nodes.size());
    std::vector<double> middles(count);  // of the constructs' own boxes, so that a chain of constructs runs level
    double above = 0, below = 0;
    for (std::size_t c = 0; c < count; ++c) {
      const double height = stack(c);
      middles[c] = (node_y_[layers_.columns[c].front()] + node_y_[layers_.columns[c].back()]) / 2;
      above = std::max(above, middles[c]);
      below = std::max(below, height - middles[c]);
    }
    layout_.constructs.resize(model_.constructs.size());
    double x = margin + room_.left;
    for (std::size_t c = 0; c < count; ++c) {
      double left = 0, right = 0;
      for (const std::size_t node : layers_.columns[c]) {
        node_y_[node] += margin + room_.above + above - middles[c];
        if (!layers_.nodes[node].construct) continue;
        left = std::max(left, cells_[node].left);
        right = std::max(right, cells_[node].right);
      }
      for (const std::size_t node : layers_.columns[c]) {
        if (!layers_.nodes[node].construct) continue;
        layout_.constructs[node] = cells_[node].box;
        move(layout_.constructs[node], {x + left, node_y_[node]});
      }
      column_left_.push_back(x);
      column_right_.push_back(x + left + right);
      x += left + right + column_gap + (c < room_.after_column.size() ? room_.after_column[c] : 0);
    }
    layout_.width = x - column_gap + margin;
    layout_.height = above + below + 2 * margin + room_.above;
  }

  /// Spreads the ends of the paths along the edge of a construct, in the order of where they come from.
  double port_y(std::size_t path, bool outgoing) const {
    const auto& chain = layers_.chains[path];
    const std::size_t node = outgoing ? chain.front() : chain.back();
    const auto far = [&](std::size_t other) {
      const auto& c = layers_.chains[other];
      return node_y_[outgoing ? c[1] : c[c.size() - 2]];
    };
    std::size_t before = 0, all = 0;
    for (std::size_t other = 0; other < layers_.chains.size(); ++other) {
      if ((outgoing ? layers_.chains[other].front() : layers_.chains[other].back()) != node) continue;
      ++all;
      if (far(other) < far(path) || (far(other) == far(path) && other < path)) ++before;
    }
    const double share = (static_cast<double>(before) + 0.5) / static_cast<double>(all) - 0.5;
    return node_y_[node] + share * 0.7 * layout_.constructs[node].height;
  }

  void route_paths() {
    for (std::size_t i = 0; i < model_.paths.size(); ++i) {
      const auto& chain = layers_.chains[i];
      Route route;
      double y = port_y(i, true);
      route.points.push_back({edge_x(layout_.constructs[chain.front()], y, 1), y});
      for (std::size_t step = 1; step < chain.size(); ++step) {
        route.points.push_back({column_right_[layers_.nodes[chain[step - 1]].layer], y});
        const bool last = step + 1 == chain.size();
        y = last ? port_y(i, false) : node_y_[chain[step]];
        route.points.push_back({column_left_[layers_.nodes[chain[step]].layer], y});
      }
      route.points.push_back({edge_x(layout_.constructs[chain.back()], y, -1), y});
      layout_.routes.push_back(std::move(route));
    }
  }

  /// Where the label of a route could stand, the best first: over its straight stretches, which run through columns
  /// without touching anything, then beside its bends.
  static std::vector<Point> label_places(const Route& route) {
    std::vector<Point> places;
    const std::size_t gaps = (route.points.size() - 2) / 2;
    for (std::size_t gap = 0; gap + 1 < gaps; ++gap) {
      const Point begin = route.points[2 * gap + 2], end = route.points[2 * gap + 3];
      places.push_back({(begin.x + end.x) / 2, begin.y - 6});
    }
    for (std::size_t attempt = 0; attempt < 5 * gaps; ++attempt) {
      constexpr double along[] = {0.5, 0.36, 0.64, 0.24, 0.76};
      const double t = along[attempt % 5];
      const std::size_t gap = 2 * ((gaps / 2 + attempt / 5) % gaps) + 1;
      const Point begin = route.points[gap], end = route.points[gap + 1];
      const double eased = t * t * (3 - 2 * t);  // the height of the bend there
      const double slope = std::clamp(2 * (end.y - begin.y) / column_gap, -1.0, 1.0);
      places.push_back(
          {begin.x + t * (end.x - begin.x) + slope * label_width / 2, begin.y + eased * (end.y - begin.y) - 6});
    }
    return places;
  }

  /// Puts each label where no other stands yet.
  void place_labels() {
    std::vector<Point> placed;
    for (Route& route : layout_.routes) {
      const std::vector<Point> places = label_places(route);
      const auto is_free = [&](const Point& place) {
        return std::none_of(placed.begin(), placed.end(), [&](const Point& other) {
          return std::abs(other.x - place.x) < label_width && std::abs(other.y - place.y) < label_height;
        });
      };
      const auto found = std::find_if(places.begin(), places.end(), is_free);
      route.label = found == places.end() ? places.front() : *found;
      placed.push_back(route.label);
    }
  }

  const PathModel& model_;
  const LayoutRoom& room_;
  Layers layers_;
  DiagramLayout layout_;
  std::vector<Cell> cells_;  // of the constructs, which are the first nodes
  std::vector<double> node_y_, column_left_, column_right_;
};
}  // namespace

bool is_drawable(const PathModel& model) {
  return !model.constructs.empty() && model.constructs.size() <= 60 && model.paths.size() <= 300 &&
         model.items().size() <= 400;
}

DiagramLayout lay_out(const PathModel& model, const LayoutRoom& room) {
  return LayoutMaker(model, room).run();
}

}  // namespace rapport::stats
