#include "stats/diagram/sem_diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "stats/diagram/layers.hpp"
#include "stats/diagram/sem_shape.hpp"
#include "stats/diagram/svg_pen.hpp"
#include "stats/report/report.hpp"

namespace rapport::stats {
namespace {
using sem::EstimateRow;

constexpr double arc_step = 34;  // how much further out the curve between constructs one place further apart goes
constexpr double item_room = 48;

/// Where a line to another place leaves a box of this size.
Point edge_towards(const Point& centre, double width, double height, bool is_ellipse, const Point& target) {
  const double dx = target.x - centre.x, dy = target.y - centre.y;
  const double across = 2 * std::abs(dx) / width, down = 2 * std::abs(dy) / height;
  const double reach = is_ellipse ? std::hypot(across, down) : std::max(across, down);
  if (reach < 1e-9) return centre;
  return {centre.x + dx / reach, centre.y + dy / reach};
}

class SemPainter {
 public:
  SemPainter(const sem::SemResult& result, std::size_t group, const DiagramOptions& options)
      : result_(result), group_(group), options_(options), shape_(sem_shape(result, group)) {
    for (const EstimateRow& row : result.standardized_all) {
      if (row.group == group) standardized_[{row.lhs, row.op, row.rhs}] = &row;
    }
    for (std::size_t j = 0; j < shape_.model.constructs.size(); ++j) place_[shape_.model.constructs[j].name] = j;
  }

  std::string run() {
    if (!is_drawable(shape_.model)) return drawing_too_large(options_.title);
    find_positions();
    layout_ = lay_out(shape_.model, room());
    find_items();
    pen_.open(layout_.width, layout_.height, options_.title, description());
    for (std::size_t i = 0; i < shape_.path_rows.size(); ++i) {
      const Look look = look_of(*shape_.path_rows[i], 4, 3);
      pen_.open_group("path", look);
      pen_.route(layout_.routes[i], look);
      pen_.close_group();
    }
    for (const ExtraLine& line : shape_.extra) paint_extra(line);
    for (std::size_t j = 0; j < shape_.model.constructs.size(); ++j) paint_construct(j);
    return pen_.close();
  }

 private:
  /// Where each construct stands in its column.
  void find_positions() {
    const Layers layers = layers_of(shape_.model);
    column_.resize(shape_.model.constructs.size());
    position_.resize(shape_.model.constructs.size());
    columns_ = layers.columns.size();
    for (std::size_t c = 0; c < layers.columns.size(); ++c) {
      for (std::size_t i = 0; i < layers.columns[c].size(); ++i) {
        const LayerNode& node = layers.nodes[layers.columns[c][i]];
        if (!node.construct) continue;
        column_[*node.construct] = c;
        position_[*node.construct] = i;
      }
    }
  }

  const std::size_t* place_of(const std::string& name) const {
    const auto found = place_.find(name);
    return found == place_.end() ? nullptr : &found->second;
  }

  /// Curves of the first column go to its right, of the others to their left: their items are on the other side.
  bool bends_right(std::size_t column) const { return column == 0; }
  double bulge(std::size_t a, std::size_t b) const {
    const auto apart =
        static_cast<double>(position_[a] > position_[b] ? position_[a] - position_[b] : position_[b] - position_[a]);
    return 8 + arc_step * std::min(apart, 8.0);
  }

  LayoutRoom room() const {
    LayoutRoom room{.after_column = std::vector<double>(columns_)};
    for (const ExtraLine& line : shape_.extra) {
      const std::size_t *a = place_of(line.row->lhs), *b = place_of(line.row->rhs);
      if (a && b && column_[*a] == column_[*b]) {
        const std::size_t gap = bends_right(column_[*a]) ? 0 : column_[*a] - 1;
        const double needed = bulge(*a, *b) + 52;
        room.after_column[gap] = std::max(room.after_column[gap], needed);
      } else if (a && b) {
        room.above = 70;
      } else if (!a && !b) {
        room.left = room.below = item_room;
        room.after_column.back() = std::max(room.after_column.back(), item_room);
      }
    }
    return room;
  }

  void find_items() {
    for (std::size_t j = 0; j < layout_.constructs.size(); ++j) {
      for (std::size_t i = 0; i < layout_.constructs[j].items.size(); ++i) {
        items_[shape_.model.constructs[j].items[i]] = &layout_.constructs[j].items[i];
      }
    }
  }

  const EstimateRow& shown(const EstimateRow& row) const {
    const auto found = standardized_.find({row.lhs, row.op, row.rhs});
    return found == standardized_.end() ? row : *found->second;
  }

  Look look_of(const EstimateRow& row, double width_by_size, int decimals) const {
    const EstimateRow& figure = shown(row);
    Look look;
    if (!std::isfinite(figure.est)) return look;
    look.figure = printed({figure.est, decimals}) + (row.op == "=~" ? "" : significance_stars(row.pvalue));
    look.width += width_by_size * std::min(1.0, std::abs(figure.est));
    look.dashed = row.pvalue >= options_.significance;
    const bool is_standardized = &figure != &row;
    look.inadmissible = is_standardized && row.op != "~" && std::abs(figure.est) > 1 + 1e-9;
    return look;
  }

  std::string description() const {
    std::string text = fmt::format("A model of {} variables and their items.", shape_.model.constructs.size());
    const auto tell = [&](const EstimateRow& row, const std::string& from, const char* how, const std::string& to) {
      text += " " + from + how + to;
      const EstimateRow& figure = shown(row);
      if (std::isfinite(figure.est)) text += ": " + printed({figure.est});
      text += ".";
    };
    for (const EstimateRow* row : shape_.path_rows) {
      tell(*row, row->op == "=~" ? row->lhs : row->rhs, " to ", row->op == "=~" ? row->rhs : row->lhs);
    }
    for (const ExtraLine& line : shape_.extra) {
      if (line.kind == ExtraLine::Kind::covariance) tell(*line.row, line.row->lhs, " with ", line.row->rhs);
      if (line.kind == ExtraLine::Kind::cross_loading) tell(*line.row, line.row->lhs, " to ", line.row->rhs);
      if (line.kind == ExtraLine::Kind::regression) tell(*line.row, line.row->rhs, " to ", line.row->lhs);
    }
    return text;
  }

  Point side_of(std::size_t j, bool right, double up) const {
    const ConstructBox& box = layout_.constructs[j];
    const double reach = box.shape == NodeShape::ellipse ? std::sqrt(1 - up * up) : 1.0;
    return {box.centre.x + (right ? 1 : -1) * reach * box.width / 2, box.centre.y + up * box.height / 2};
  }

  /// A curve beside the column of both constructs.
  void paint_arc_beside(std::size_t a, std::size_t b, const Look& look) {
    if (layout_.constructs[a].centre.y > layout_.constructs[b].centre.y) std::swap(a, b);
    const bool right = bends_right(column_[a]);
    const Point from = side_of(a, right, 0.5), to = side_of(b, right, -0.5);
    const double out = (right ? 1 : -1) * bulge(a, b);
    const double edge = right ? std::max(from.x, to.x) : std::min(from.x, to.x);
    const double middle = (from.y + to.y) / 2;
    pen_.arc(from, to, {edge + 2 * out, middle}, look);
    if (look.figure.empty()) return;
    // inside the curve where paths run outside it
    const double aside = (right == (columns_ == 1)) ? 27 : -27;
    pen_.text({edge + out + aside, middle + 4}, 12, look.figure, " class=\"estimate\"");
  }

  /// A curve over constructs of different columns.
  void paint_arc_above(const Point& from, const Point& to, const Look& look, bool both_heads) {
    const Point control{(from.x + to.x) / 2, std::min(from.y, to.y) - 80};
    if (both_heads) {
      pen_.arc(from, to, control, look);
    } else {
      pen_.line(
          fmt::format("M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}", from.x, from.y, control.x, control.y, to.x, to.y),
          look);
      const double length = std::hypot(to.x - control.x, to.y - control.y);
      pen_.arrow_head(to, {(to.x - control.x) / length, (to.y - control.y) / length}, 9);
    }
    const Point apex{(from.x + 2 * control.x + to.x) / 4, (from.y + 2 * control.y + to.y) / 4};
    if (!look.figure.empty()) pen_.text({apex.x, apex.y - 5}, 12, look.figure, " class=\"estimate\"");
  }

  /// A curve from below two items that stand on different sides of their constructs.
  void paint_item_arc_below(const ItemBox& a, const ItemBox& b, const Look& look) {
    const Point from{a.centre.x, a.centre.y + a.height / 2}, to{b.centre.x, b.centre.y + b.height / 2};
    const Point control{(from.x + to.x) / 2, std::max(from.y, to.y) + 70};
    pen_.arc(from, to, control, look);
    if (look.figure.empty()) return;
    pen_.text({(from.x + 2 * control.x + to.x) / 4, (from.y + 2 * control.y + to.y) / 4 - 3}, 10, look.figure,
              " class=\"estimate\"");
  }

  /// A curve outside two items.
  void paint_item_arc(const ItemBox& a, const ItemBox& b, const Look& look) {
    const auto outward = [](const ItemBox& item) -> Point {
      if (item.line_end.y != item.centre.y) return {0, 1};
      return {item.line_end.x > item.centre.x ? -1.0 : 1.0, 0};
    };
    const auto outer = [&](const ItemBox& item) -> Point {
      const Point way = outward(item);
      return {item.centre.x + way.x * item.width / 2, item.centre.y + way.y * item.height / 2};
    };
    if (outward(a).x != outward(b).x) return paint_item_arc_below(a, b, look);
    const Point from = outer(a), to = outer(b);
    const Point way{(outward(a).x + outward(b).x) / 2, (outward(a).y + outward(b).y) / 2};
    const double out = std::min(30.0, 12 + 0.1 * std::hypot(to.x - from.x, to.y - from.y));
    const Point middle{(from.x + to.x) / 2, (from.y + to.y) / 2};
    pen_.arc(from, to, {middle.x + 2 * out * way.x, middle.y + 2 * out * way.y}, look);
    if (!look.figure.empty()) {
      pen_.text({middle.x + out * way.x, middle.y + out * way.y + 12 * way.y}, 10, look.figure, " class=\"estimate\"");
    }
  }

  /// A straight line between any two variables.
  void paint_straight(const std::string& from, const std::string& to, const Look& look) {
    const Point a = centre_of(from), b = centre_of(to);
    const Point begin = edge_of(from, b), end = edge_of(to, a);
    pen_.straight(begin, end, look);
    if (!look.figure.empty()) {
      pen_.text({begin.x + 0.4 * (end.x - begin.x), begin.y + 0.4 * (end.y - begin.y) - 3}, 10, look.figure,
                " class=\"estimate\"");
    }
  }
  Point centre_of(const std::string& name) const {
    const std::size_t* j = place_of(name);
    return j ? layout_.constructs[*j].centre : items_.at(name)->centre;
  }
  Point edge_of(const std::string& name, const Point& target) const {
    if (const std::size_t* j = place_of(name)) {
      const ConstructBox& box = layout_.constructs[*j];
      return edge_towards(box.centre, box.width, box.height, box.shape != NodeShape::rectangle, target);
    }
    const ItemBox& item = *items_.at(name);
    return edge_towards(item.centre, item.width, item.height, false, target);
  }

  void paint_extra(const ExtraLine& line) {
    const EstimateRow& row = *line.row;
    const std::size_t *a = place_of(row.lhs), *b = place_of(row.rhs);
    const bool covariance = line.kind == ExtraLine::Kind::covariance;
    const Look look = look_of(row, covariance ? 0 : 2, 2);
    const char* name = covariance ? "covariance" : line.kind == ExtraLine::Kind::regression ? "path" : "loading";
    pen_.open_group(name, look);
    if (a && b && covariance && column_[*a] == column_[*b]) {
      paint_arc_beside(*a, *b, look);
    } else if (a && b) {
      const bool forward = covariance || line.kind == ExtraLine::Kind::cross_loading;
      const auto top = [&](std::size_t j) {
        const ConstructBox& box = layout_.constructs[j];
        return Point{box.centre.x, box.centre.y - box.height / 2};
      };
      paint_arc_above(top(forward ? *a : *b), top(forward ? *b : *a), look, covariance);
    } else if (covariance && !a && !b) {
      paint_item_arc(*items_.at(row.lhs), *items_.at(row.rhs), look);
    } else {
      const bool forward = line.kind != ExtraLine::Kind::regression;
      paint_straight(forward ? row.lhs : row.rhs, forward ? row.rhs : row.lhs, look);
    }
    pen_.close_group();
  }

  double r2_of(const std::string& name) const {
    if (group_ > result_.r2.size()) return std::nan("");
    for (const auto& [variable, value] : result_.r2[group_ - 1]) {
      if (variable == name) return value;
    }
    return std::nan("");
  }

  void paint_construct(std::size_t j) {
    const Construct& construct = shape_.model.constructs[j];
    const ConstructBox& box = layout_.constructs[j];
    for (std::size_t i = 0; i < box.items.size(); ++i) {
      const ItemBox& item = box.items[i];
      const EstimateRow& row = *shape_.item_rows[j][i];
      const Look look = look_of(row, 0, 2);
      const bool formative = construct.mode == Mode::B;
      pen_.open_group("loading", look);
      pen_.straight(formative ? item.line_end : item.line_begin, formative ? item.line_begin : item.line_end, look);
      if (!look.figure.empty()) pen_.text(loading_label(item), 10, look.figure, " class=\"estimate\"");
      pen_.close_group();
      pen_.item_box(item, construct.items[i]);
    }
    const double r2 = r2_of(construct.name);
    pen_.construct(box, construct.name, r2, {.width = 1.75, .inadmissible = r2 > 1 + 1e-9 || r2 < -1e-9});
  }

  const sem::SemResult& result_;
  std::size_t group_;
  const DiagramOptions& options_;
  SemShape shape_;
  std::map<std::array<std::string, 3>, const EstimateRow*> standardized_;
  std::map<std::string, std::size_t> place_;
  std::map<std::string, const ItemBox*> items_;
  std::vector<std::size_t> column_, position_;
  std::size_t columns_ = 1;
  DiagramLayout layout_;
  SvgPen pen_;
};
}  // namespace

std::string draw_sem_diagram(const sem::SemResult& result, std::size_t group, const DiagramOptions& options) {
  return SemPainter(result, group, options).run();
}

}  // namespace rapport::stats
