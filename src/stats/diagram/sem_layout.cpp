#include "stats/diagram/sem_layout.hpp"

#include <algorithm>
#include <cmath>

#include "stats/diagram/layers.hpp"

namespace rapport::stats {
namespace {
constexpr double arc_step = 34;  // how much further out the curve between constructs one place further apart goes
constexpr double item_room = 48;
constexpr double figure_width = 100;  // of neighbouring figures of curves below, with air
constexpr double figure_height = 11;
constexpr double residual_arrow = 14;
constexpr double residual_width = 28;  // of its figure
constexpr double residual_height = 12;

bool hangs(const ItemBox& item) {  // below its construct
  return item.line_end.y != item.centre.y;
}
bool is_left(const ItemBox& item) {
  return item.line_end.x > item.centre.x;
}

/// Through a given middle.
Arc arc_through(const Point& from, const Point& to, const Point& middle) {
  return {from, to, {2 * middle.x - (from.x + to.x) / 2, 2 * middle.y - (from.y + to.y) / 2}, middle};
}

/// Where a curve leaves a construct, at a share of its height above (negative) or below the middle.
Point side_of(const ConstructBox& box, bool right, double up) {
  const double reach = box.shape == NodeShape::ellipse ? std::sqrt(1 - up * up) : 1.0;
  return {box.centre.x + (right ? 1 : -1) * reach * box.width / 2, box.centre.y + up * box.height / 2};
}
}  // namespace

SemLayout::SemLayout(const SemShape& shape) : shape_(shape) {
  find_columns();
  room_ = room_needed();
  drawing_ = lay_out(shape.model, room_);
  find_items();
}

void SemLayout::find_columns() {
  for (std::size_t j = 0; j < shape_.model.constructs.size(); ++j) {
    place_[shape_.model.constructs[j].name] = j;
    for (const std::string& item : shape_.model.constructs[j].items) home_[item] = j;
  }
  const Layers layers = layers_of(shape_.model);
  column_.resize(place_.size());
  position_.resize(place_.size());
  columns_ = layers.columns.size();
  for (std::size_t c = 0; c < columns_; ++c) {
    for (std::size_t i = 0; i < layers.columns[c].size(); ++i) {
      const LayerNode& node = layers.nodes[layers.columns[c][i]];
      if (!node.construct) continue;
      column_[*node.construct] = c;
      position_[*node.construct] = i;
    }
  }
}

const ConstructBox* SemLayout::construct(const std::string& name) const {
  const auto found = place_.find(name);
  return found == place_.end() ? nullptr : &drawing_.constructs[found->second];
}

bool SemLayout::share_column(const std::string& a, const std::string& b) const {
  return column_[place_.at(a)] == column_[place_.at(b)];
}

double SemLayout::bulge(std::size_t a, std::size_t b) const {
  const auto apart =
      static_cast<double>(position_[a] > position_[b] ? position_[a] - position_[b] : position_[b] - position_[a]);
  return 8 + arc_step * std::min(apart, 8.0);
}

LayoutRoom SemLayout::room_needed() const {
  LayoutRoom room{.after_column = std::vector<double>(columns_)};
  if (!shape_.residuals.empty()) {
    room.beside_items = residual_arrow + residual_width;
    room.below_items = residual_arrow + residual_height;
  }
  for (const ExtraLine& line : shape_.extra) {
    const auto a = place_.find(line.row->lhs), b = place_.find(line.row->rhs);
    const bool between_constructs = a != place_.end() && b != place_.end();
    if (between_constructs && share_column(line.row->lhs, line.row->rhs)) {
      const std::size_t gap = column_[a->second] == 0 ? 0 : column_[a->second] - 1;
      room.after_column[gap] = std::max(room.after_column[gap], bulge(a->second, b->second) + 52);
    } else if (between_constructs) {
      room.above = 70;
    } else if (a == place_.end() && b == place_.end()) {
      const std::size_t first = home_.at(line.row->lhs), second = home_.at(line.row->rhs);
      if (column_[first] != column_[second]) {
        room.items_below.insert({first, second});
      } else if (column_[first] == 0) {
        room.left = item_room;
      } else {
        room.after_column.back() = std::max(room.after_column.back(), item_room);
      }
    }
  }
  return room;
}

void SemLayout::find_items() {
  for (std::size_t j = 0; j < drawing_.constructs.size(); ++j) {
    for (std::size_t i = 0; i < drawing_.constructs[j].items.size(); ++i) {
      items_[shape_.model.constructs[j].items[i]] = &drawing_.constructs[j].items[i];
    }
  }
  for (const ExtraLine& line : shape_.extra) {
    const auto a = items_.find(line.row->lhs), b = items_.find(line.row->rhs);
    if (line.kind != ExtraLine::Kind::covariance || a == items_.end() || b == items_.end()) continue;
    if (!hangs(*a->second) && !hangs(*b->second) && is_left(*a->second) == is_left(*b->second)) continue;
    const Arc arc = free_arc_below(*a->second, *b->second);
    below_[line.row] = arc;
    drawing_.height = std::max(drawing_.height, arc.middle.y + 20);
  }
}

/// From below two items, the deeper the further they stand apart; its middle, where the figure stands, is no other's.
Arc SemLayout::free_arc_below(const ItemBox& a, const ItemBox& b) const {
  const auto end_below = [&](const ItemBox& item) -> Point {
    return {item.centre.x, item.centre.y + item.height / 2 + (hangs(item) ? room_.below_items : 0)};
  };
  const Point from = end_below(a), to = end_below(b);
  Point middle{(from.x + to.x) / 2, std::max(from.y, to.y) + std::min(60.0, 12 + 0.1 * std::abs(to.x - from.x))};
  const auto is_taken = [&](const auto& other) {
    const Point& taken = other.second.middle;
    return std::abs(taken.x - middle.x) < figure_width && std::abs(taken.y - middle.y) < figure_height;
  };
  while (std::any_of(below_.begin(), below_.end(), is_taken)) middle.y += figure_height;
  return arc_through(from, to, middle);
}

Arc SemLayout::beside(const std::string& a, const std::string& b) const {
  std::size_t upper = place_.at(a), lower = place_.at(b);
  if (drawing_.constructs[upper].centre.y > drawing_.constructs[lower].centre.y) std::swap(upper, lower);
  const bool right = bends_right(a);
  const Point from = side_of(drawing_.constructs[upper], right, 0.5);
  const Point to = side_of(drawing_.constructs[lower], right, -0.5);
  const double edge = right ? std::max(from.x, to.x) : std::min(from.x, to.x);
  const double out = (right ? 1 : -1) * bulge(upper, lower);
  const double level = (from.y + to.y) / 2;
  return {from, to, {edge + 2 * out, level}, {edge + out, level}};
}

const Arc* SemLayout::below(const sem::EstimateRow& covariance) const {
  const auto found = below_.find(&covariance);
  return found == below_.end() ? nullptr : &found->second;
}

SemLayout::Residual SemLayout::residual(const ItemBox& item) const {
  if (hangs(item)) {
    const double edge = item.centre.y + item.height / 2, x = item.centre.x;
    return {{x, edge + residual_arrow}, {x, edge}, {x, edge + residual_arrow + residual_height - 2}};
  }
  const double way = is_left(item) ? -1 : 1;
  const double edge = item.centre.x + way * item.width / 2, y = item.centre.y;
  return {{edge + way * residual_arrow, y}, {edge, y}, {edge + way * (residual_arrow + residual_width / 2), y + 4}};
}

Arc SemLayout::outside(const ItemBox& a, const ItemBox& b) const {
  const double way = is_left(a) ? -1 : 1;
  const auto end_outside = [&](const ItemBox& item) -> Point {
    return {item.centre.x + way * (item.width / 2 + room_.beside_items), item.centre.y};
  };
  const Point from = end_outside(a), to = end_outside(b);
  const double out = std::min(30.0, 12 + 0.1 * std::abs(to.y - from.y));
  return arc_through(from, to, {(from.x + to.x) / 2 + out * way, (from.y + to.y) / 2});
}

}  // namespace rapport::stats
