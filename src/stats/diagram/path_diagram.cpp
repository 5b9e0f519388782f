#include "stats/diagram/path_diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/diagram/layout.hpp"
#include "stats/report/markup.hpp"
#include "stats/report/report.hpp"
#include "stats/table/utf8.hpp"

namespace rapport::stats {
namespace {

/// A name that fits its box: the first characters and "…" if it is too long. The full name stands in a title element.
std::string fitted(const std::string& name, double width, double per_character) {
  const auto room = static_cast<std::size_t>(std::max(2.0, width / per_character));
  if (utf8_length(name) <= room) return name;
  std::string cut;
  std::size_t length = 0;
  for (const char c : name) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && ++length >= room) break;
    cut += c;
  }
  return cut + "…";
}

/// How a line and its figure look.
struct Look {
  std::string figure = {};
  double width = 1.25;
  bool dashed = false;
  bool inadmissible = false;
};

class Painter {
 public:
  Painter(const PathModel& model, const PlsResult* result, const DiagramOptions& options)
      : model_(model), result_(result), options_(options), layout_(lay_out(model)) {}

  std::string run() {
    svg_ += fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"path-diagram\" role=\"img\" viewBox=\"0 0 {:.0f} {:.0f}\" "
        "width=\"{:.0f}\" height=\"{:.0f}\" font-family=\"system-ui, sans-serif\" fill=\"none\" "
        "stroke-linecap=\"round\">\n",
        layout_.width, layout_.height, layout_.width, layout_.height);
    svg_ += "<title>" + escaped(options_.title) + "</title>\n<desc>" + escaped(description()) + "</desc>\n";
    for (std::size_t i = 0; i < model_.paths.size(); ++i) paint_path(i);
    std::size_t item = 0;
    for (std::size_t j = 0; j < model_.constructs.size(); ++j) {
      paint_items(j, item);
      item += model_.constructs[j].items.size();
      paint_construct(j);
    }
    return svg_ + "</svg>\n";
  }

 private:
  std::string description() const {
    std::string text = fmt::format("A path model of {} constructs.", model_.constructs.size());
    for (std::size_t i = 0; i < model_.paths.size(); ++i) {
      text += fmt::format(" {} to {}", model_.constructs[model_.paths[i].from].name,
                          model_.constructs[model_.paths[i].to].name);
      if (result_) text += ": " + printed({result_->paths[i].coefficient.est});
      text += ".";
    }
    return text;
  }

  Look look_of(const Estimate* estimate, double width_by_size, bool bounded) const {
    Look look;
    if (!estimate) return look;
    look.figure = printed({estimate->est}) + significance_stars(estimate->pvalue);
    look.width += width_by_size * std::min(1.0, std::abs(estimate->est));
    look.dashed = estimate->pvalue >= options_.significance;  // false without a bootstrap, where it is NaN
    look.inadmissible = bounded && std::abs(estimate->est) > 1 + 1e-9;
    return look;
  }

  void open_group(const char* name, const Look& look) {
    svg_ += fmt::format("<g class=\"{}{}{}\"{} stroke=\"currentColor\">\n", name, look.dashed ? " insignificant" : "",
                        look.inadmissible ? " inadmissible" : "", look.inadmissible ? " color=\"#b3261e\"" : "");
  }

  void line_style(const Look& look) {
    svg_ += fmt::format(" stroke-width=\"{:.2f}\"{}", look.width, look.dashed ? " stroke-dasharray=\"6 5\"" : "");
  }

  void text(const Point& at, double size, const std::string& words, const char* extra = "") {
    svg_ += fmt::format(
        "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:.0f}\" text-anchor=\"middle\" stroke=\"none\" "
        "fill=\"currentColor\"{}>{}</text>\n",
        at.x, at.y, size, extra, escaped(words));
  }

  /// A triangle with its tip at a point, along a direction of unit length.
  void arrow_head(const Point& tip, const Point& direction, double size) {
    const Point back{tip.x - size * direction.x, tip.y - size * direction.y};
    const Point across{-direction.y * size * 0.45, direction.x * size * 0.45};
    svg_ +=
        fmt::format("<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}Z\" fill=\"currentColor\" stroke=\"none\"/>\n",
                    tip.x, tip.y, back.x + across.x, back.y + across.y, back.x - across.x, back.y - across.y);
  }

  void paint_path(std::size_t i) {
    const Route& route = layout_.routes[i];
    const Look look = look_of(result_ ? &result_->paths[i].coefficient : nullptr, 4, false);
    const double head = 8 + look.width;
    open_group("path", look);
    std::string d = fmt::format("M{:.1f} {:.1f}", route.points[0].x, route.points[0].y);
    for (std::size_t p = 1; p + 1 < route.points.size(); p += 2) {
      const Point &from = route.points[p], &to = route.points[p + 1];
      const double middle = (from.x + to.x) / 2;
      d += fmt::format("H{:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", from.x, middle, from.y, middle, to.y, to.x,
                       to.y);
    }
    const Point& tip = route.points.back();
    d += fmt::format("H{:.1f}", std::max(tip.x - head, route.points[route.points.size() - 2].x - head));
    svg_ += "<path d=\"" + d + "\"";
    line_style(look);
    svg_ += "/>\n";
    arrow_head(tip, {1, 0}, head);
    if (!look.figure.empty()) text(route.label, 13, look.figure, " class=\"estimate\"");
    svg_ += "</g>\n";
  }

  void paint_items(std::size_t j, std::size_t first_item) {
    const ConstructBox& box = layout_.constructs[j];
    const bool formative = model_.constructs[j].mode == Mode::B;
    for (std::size_t i = 0; i < box.items.size(); ++i) {
      const ItemBox& item = box.items[i];
      const Estimate* estimate = nullptr;
      if (result_) estimate = &(formative ? result_->weights : result_->loadings)[first_item + i].value;
      const Look look = look_of(estimate, 0, !formative);
      open_group("loading", look);
      const Point& from = formative ? item.line_end : item.line_begin;
      const Point& to = formative ? item.line_begin : item.line_end;
      const double length = std::hypot(to.x - from.x, to.y - from.y);
      const Point direction{(to.x - from.x) / length, (to.y - from.y) / length};
      svg_ += fmt::format("<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\"", from.x, from.y, to.x - 6 * direction.x,
                          to.y - 6 * direction.y);
      line_style(look);
      svg_ += "/>\n";
      arrow_head(to, direction, 7);
      if (!look.figure.empty()) {
        const bool beside = item.line_end.y == item.centre.y;  // left or right of the construct: lines spread out there
        const double share = beside ? 0.72 : 0.62;
        const double dx = item.line_end.x - item.line_begin.x, dy = item.line_end.y - item.line_begin.y;
        const bool steep =
            !beside && std::abs(dy) > std::abs(dx);  // then the figure stands beside the line, else above it
        text({item.line_begin.x + share * dx + (steep ? (dx < 0 ? -13 : 13) : 0),
              item.line_begin.y + share * dy + (steep ? 3 : -3)},
             10, printed({estimate->est, 2}), " class=\"estimate\"");
      }
      svg_ += "</g>\n";
      paint_item_box(item, model_.constructs[j].items[i]);
    }
  }

  void paint_item_box(const ItemBox& item, const std::string& name) {
    svg_ += fmt::format(
        "<g class=\"item\" stroke=\"currentColor\">\n<title>{}</title>\n<rect x=\"{:.1f}\" y=\"{:.1f}\" "
        "width=\"{:.1f}\" "
        "height=\"{:.1f}\" rx=\"2\"/>\n",
        escaped(name), item.centre.x - item.width / 2, item.centre.y - item.height / 2, item.width, item.height);
    text({item.centre.x, item.centre.y + 4}, 12, fitted(name, item.width - 6, 6.5));
    svg_ += "</g>\n";
  }

  void paint_construct(std::size_t j) {
    const ConstructBox& box = layout_.constructs[j];
    const double r2 = result_ ? result_->constructs[j].r2 : not_estimated;
    const Look look{.width = 1.75, .inadmissible = r2 > 1 + 1e-9 || r2 < -1e-9};
    open_group("construct", look);
    const std::string& name = model_.constructs[j].name;
    svg_ += "<title>" + escaped(name) + "</title>\n";
    const double x = box.centre.x, y = box.centre.y, w = box.width / 2, h = box.height / 2;
    switch (box.shape) {
      case NodeShape::ellipse:
        svg_ += fmt::format("<ellipse cx=\"{:.1f}\" cy=\"{:.1f}\" rx=\"{:.1f}\" ry=\"{:.1f}\"", x, y, w, h);
        break;
      case NodeShape::hexagon:
        svg_ +=
            fmt::format("<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}H{:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}H{:.1f}Z\"", x - w, y,
                        x - w + h / 2, y - h, x + w - h / 2, x + w, y, x + w - h / 2, y + h, x - w + h / 2);
        break;
      case NodeShape::rectangle:
        svg_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"2\"", x - w, y - h,
                            2 * w, 2 * h);
        break;
    }
    line_style(look);
    svg_ += "/>\n";
    const bool with_r2 = std::isfinite(r2);
    text({x, y + (with_r2 ? -2 : 5)}, 14, fitted(name, box.width - 36, 8), " font-weight=\"600\"");
    if (with_r2) text({x, y + 16}, 12, "R² " + printed({r2}), " class=\"estimate\"");
    svg_ += "</g>\n";
  }

  const PathModel& model_;
  const PlsResult* result_;
  const DiagramOptions& options_;
  DiagramLayout layout_;
  std::string svg_;
};
}  // namespace

std::string significance_stars(double pvalue) {
  return pvalue < 0.001 ? "***" : pvalue < 0.01 ? "**" : pvalue < 0.05 ? "*" : "";
}

std::string draw_path_diagram(const PathModel& model, const PlsResult* result, const DiagramOptions& options) {
  if (!is_drawable(model)) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"path-diagram\" role=\"img\" viewBox=\"0 0 460 60\" "
           "width=\"460\" "
           "height=\"60\"><title>" +
           escaped(options.title) +
           "</title><text x=\"16\" y=\"36\" font-size=\"14\" font-family=\"system-ui, sans-serif\" "
           "fill=\"currentColor\">This model is "
           "too large to be drawn.</text></svg>\n";
  }
  return Painter(model, result, options).run();
}

}  // namespace rapport::stats
