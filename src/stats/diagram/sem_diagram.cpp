#include "stats/diagram/sem_diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <list>
#include <map>

#include "stats/diagram/sem_layout.hpp"
#include "stats/diagram/svg_pen.hpp"
#include "stats/report/report.hpp"

namespace rapport::stats {
namespace {
using sem::EstimateRow;

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
  SemPainter(const SemShape& shape, const sem::SemResult& result, std::size_t group, const DiagramOptions& options,
             SvgPen& pen)
      : shape_(shape), layout_(shape), result_(result), group_(group), options_(options), pen_(pen) {
    for (const EstimateRow& row : result.standardized_all) {
      if (row.group == group) standardized_[{row.lhs, row.op, row.rhs}] = &row;
    }
  }

  double width() const { return layout_.drawing().width; }
  double height() const { return layout_.drawing().height; }

  void paint() {
    for (std::size_t i = 0; i < shape_.path_rows.size(); ++i) {
      const Look look = look_of(*shape_.path_rows[i], 4, 3);
      pen_.open_group("path", look);
      pen_.route(layout_.drawing().routes[i], look);
      pen_.close_group();
    }
    for (const ExtraLine& line : shape_.extra) paint_extra(line);
    for (std::size_t j = 0; j < shape_.model.constructs.size(); ++j) paint_construct(j);
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

 private:
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

  void paint_arc(const Arc& arc, double size, const Point& figure, const Look& look) {
    pen_.arc(arc.from, arc.to, arc.control, look);
    pen_.figure(figure, size, look.figure);
  }

  /// A curve beside the column of both constructs, its figure inside it where paths run outside it.
  void paint_arc_beside(const EstimateRow& row, const Look& look) {
    const Arc arc = layout_.beside(row.lhs, row.rhs);
    const double aside = layout_.bends_right(row.lhs) == layout_.has_one_column() ? 27 : -27;
    paint_arc(arc, 12, {arc.middle.x + aside, arc.middle.y + 4}, look);
  }

  /// A curve over constructs of different columns.
  void paint_arc_above(const ConstructBox& a, const ConstructBox& b, const Look& look, bool both_heads) {
    const Point from{a.centre.x, a.centre.y - a.height / 2}, to{b.centre.x, b.centre.y - b.height / 2};
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
    pen_.figure({apex.x, apex.y - 5}, 12, look.figure);
  }

  /// A straight line between any two variables.
  void paint_straight(const std::string& from, const std::string& to, const Look& look) {
    const Point a = centre_of(from), b = centre_of(to);
    const Point begin = edge_of(from, b), end = edge_of(to, a);
    pen_.straight(begin, end, look);
    pen_.figure({begin.x + 0.4 * (end.x - begin.x), begin.y + 0.4 * (end.y - begin.y) - 3}, 10, look.figure);
  }
  Point centre_of(const std::string& name) const {
    const ConstructBox* construct = layout_.construct(name);
    return construct ? construct->centre : layout_.item(name).centre;
  }
  Point edge_of(const std::string& name, const Point& target) const {
    if (const ConstructBox* box = layout_.construct(name))
      return edge_towards(box->centre, box->width, box->height, box->shape != NodeShape::rectangle, target);
    const ItemBox& item = layout_.item(name);
    return edge_towards(item.centre, item.width, item.height, false, target);
  }

  void paint_extra(const ExtraLine& line) {
    const EstimateRow& row = *line.row;
    const ConstructBox *a = layout_.construct(row.lhs), *b = layout_.construct(row.rhs);
    const bool covariance = line.kind == ExtraLine::Kind::covariance;
    const bool forward = line.kind != ExtraLine::Kind::regression;
    const Look look = look_of(row, covariance ? 0 : 2, 2);
    pen_.open_group(covariance ? "covariance" : forward ? "loading" : "path", look);
    if (a && b && covariance && layout_.share_column(row.lhs, row.rhs)) {
      paint_arc_beside(row, look);
    } else if (a && b) {
      paint_arc_above(forward ? *a : *b, forward ? *b : *a, look, covariance);
    } else if (const Arc* arc = layout_.below(row)) {
      paint_arc(*arc, 10, {arc->middle.x, arc->middle.y + 4}, look);
    } else if (covariance && !a && !b) {
      const Arc outside = layout_.outside(layout_.item(row.lhs), layout_.item(row.rhs));
      paint_arc(outside, 10, {outside.middle.x, outside.middle.y + 3}, look);
    } else {
      paint_straight(forward ? row.lhs : row.rhs, forward ? row.rhs : row.lhs, look);
    }
    pen_.close_group();
  }

  void paint_residual(const std::string& name, const ItemBox& item) {
    const auto found = shape_.residuals.find(name);
    if (found == shape_.residuals.end()) return;
    const double variance = shown(*found->second).est;
    const SemLayout::Residual place = layout_.residual(item);
    const Look look{.figure = printed({variance, 2}), .inadmissible = variance < -1e-9};
    pen_.open_group("residual", look);
    pen_.straight(place.from, place.to, look);
    pen_.figure(place.figure, 9, look.figure);
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
    const ConstructBox& box = layout_.drawing().constructs[j];
    for (std::size_t i = 0; i < box.items.size(); ++i) {
      const ItemBox& item = box.items[i];
      const EstimateRow& row = *shape_.item_rows[j][i];
      const Look look = look_of(row, 0, 2);
      const bool formative = construct.mode == Mode::B;
      pen_.open_group("loading", look);
      pen_.straight(formative ? item.line_end : item.line_begin, formative ? item.line_begin : item.line_end, look);
      pen_.figure(loading_label(item), 10, look.figure);
      pen_.close_group();
      pen_.item_box(item, construct.items[i]);
      paint_residual(construct.items[i], item);
    }
    const double r2 = r2_of(construct.name);
    pen_.construct(box, construct.name, r2, {.width = 1.75, .inadmissible = r2 > 1 + 1e-9 || r2 < -1e-9});
  }

  const SemShape& shape_;
  SemLayout layout_;
  const sem::SemResult& result_;
  std::size_t group_;
  const DiagramOptions& options_;
  std::map<std::array<std::string, 3>, const EstimateRow*> standardized_;
  SvgPen& pen_;
};
}  // namespace

std::string draw_sem_diagram(const sem::SemResult& result, std::size_t group, const DiagramOptions& options) {
  const std::size_t first = std::max<std::size_t>(1, group);
  const std::size_t last = group > 0 ? group : std::max<std::size_t>(1, result.groups.size());
  const bool has_parts = last > first;
  std::list<SemShape> shapes;
  std::list<SemPainter> painters;
  SvgPen pen;
  double width = 0, height = 0;
  std::string description;
  for (std::size_t g = first; g <= last; ++g) {
    shapes.push_back(sem_shape(result, g));
    if (!is_drawable(shapes.back().model)) return drawing_too_large(options.title);
    const SemPainter& painter = painters.emplace_back(shapes.back(), result, g, options, pen);
    width = std::max(width, painter.width());
    height += painter.height() + (has_parts ? part_caption_height : 0);
    if (has_parts) description += (g > first ? " " : "") + result.groups[g - 1].first + ": ";
    description += painter.description();
  }
  pen.open(width, height, options.title, description);
  double top = 0;
  std::size_t g = first;
  for (SemPainter& painter : painters) {
    if (has_parts) pen.begin_part(top, result.groups[g++ - 1].first);
    painter.paint();
    if (has_parts) pen.end_part();
    top += painter.height() + part_caption_height;
  }
  return pen.close();
}

}  // namespace rapport::stats
