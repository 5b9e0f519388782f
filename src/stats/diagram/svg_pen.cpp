#include "stats/diagram/svg_pen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

}  // namespace

void SvgPen::open(double width, double height, const std::string& title, const std::string& description) {
  svg_ = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"path-diagram\" role=\"img\" viewBox=\"0 0 {:.0f} {:.0f}\" "
      "width=\"{:.0f}\" height=\"{:.0f}\" font-family=\"system-ui, sans-serif\" fill=\"none\" "
      "stroke-linecap=\"round\">\n",
      width, height, width, height);
  svg_ += "<title>" + escaped(title) + "</title>\n<desc>" + escaped(description) + "</desc>\n";
}

std::string SvgPen::close() {
  put_figures();
  return std::move(svg_) + "</svg>\n";
}

void SvgPen::put_figures() {
  if (!figures_.empty()) svg_ += "<g class=\"figures\">\n" + figures_ + "</g>\n";
  figures_.clear();
}

void SvgPen::begin_part(double top, const std::string& caption) {
  svg_ += fmt::format(
      "<text x=\"16\" y=\"{:.1f}\" font-size=\"15\" font-weight=\"600\" stroke=\"none\" "
      "fill=\"currentColor\">{}</text>\n<g transform=\"translate(0 {:.1f})\">\n",
      top + 20, escaped(caption), top + part_caption_height);
}

void SvgPen::end_part() {
  put_figures();
  svg_ += "</g>\n";
}

void SvgPen::open_group(const char* name, const Look& look) {
  group_ = fmt::format("{}{}{}\"{}", name, look.dashed ? " insignificant" : "",
                       look.inadmissible ? " inadmissible" : "", look.inadmissible ? " color=\"#b3261e\"" : "");
  svg_ += "<g class=\"" + group_ + " stroke=\"currentColor\">\n";
}

void SvgPen::title(const std::string& words) {
  svg_ += "<title>" + escaped(words) + "</title>\n";
}

void SvgPen::text(const Point& at, double size, const std::string& words, const char* extra) {
  svg_ += fmt::format(
      "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:.0f}\" text-anchor=\"middle\" stroke=\"none\" "
      "fill=\"currentColor\"{}>{}</text>\n",
      at.x, at.y, size, extra, escaped(words));
}

void SvgPen::figure(const Point& at, double size, const std::string& words) {
  if (words.empty()) return;
  figures_ += fmt::format(
      "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:.0f}\" text-anchor=\"middle\" fill=\"currentColor\" "
      "class=\"estimate {}>{}</text>\n",
      at.x, at.y, size, group_, escaped(words));
}

void SvgPen::line(const std::string& path_data, const Look& look) {
  svg_ += fmt::format("<path d=\"{}\" stroke-width=\"{:.2f}\"{}/>\n", path_data, look.width,
                      look.dashed ? " stroke-dasharray=\"6 5\"" : "");
}

void SvgPen::arrow_head(const Point& tip, const Point& direction, double size) {
  const Point back{tip.x - size * direction.x, tip.y - size * direction.y};
  const Point across{-direction.y * size * 0.45, direction.x * size * 0.45};
  svg_ +=
      fmt::format("<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}Z\" fill=\"currentColor\" stroke=\"none\"/>\n",
                  tip.x, tip.y, back.x + across.x, back.y + across.y, back.x - across.x, back.y - across.y);
}

void SvgPen::route(const Route& route, const Look& look) {
  const double head = 8 + look.width;
  std::string d = fmt::format("M{:.1f} {:.1f}", route.points[0].x, route.points[0].y);
  for (std::size_t p = 1; p + 1 < route.points.size(); p += 2) {
    const Point &from = route.points[p], &to = route.points[p + 1];
    const double middle = (from.x + to.x) / 2;
    d += fmt::format("H{:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", from.x, middle, from.y, middle, to.y, to.x,
                     to.y);
  }
  const Point& tip = route.points.back();
  d += fmt::format("H{:.1f}", std::max(tip.x - head, route.points[route.points.size() - 2].x - head));
  line(d, look);
  arrow_head(tip, {1, 0}, head);
  figure(route.label, 13, look.figure);
}

void SvgPen::straight(const Point& from, const Point& to, const Look& look) {
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  const Point direction{(to.x - from.x) / length, (to.y - from.y) / length};
  line(fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}", from.x, from.y, to.x - 6 * direction.x, to.y - 6 * direction.y),
       look);
  arrow_head(to, direction, 7);
}

void SvgPen::arc(const Point& from, const Point& to, const Point& bulge, const Look& look) {
  line(fmt::format("M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}", from.x, from.y, bulge.x, bulge.y, to.x, to.y), look);
  for (const Point& end : {from, to}) {
    const double length = std::max(1e-9, std::hypot(end.x - bulge.x, end.y - bulge.y));
    arrow_head(end, {(end.x - bulge.x) / length, (end.y - bulge.y) / length}, 7);
  }
}

void SvgPen::item_box(const ItemBox& item, const std::string& name) {
  svg_ += fmt::format(
      "<g class=\"item\" stroke=\"currentColor\">\n<title>{}</title>\n<rect x=\"{:.1f}\" y=\"{:.1f}\" "
      "width=\"{:.1f}\" height=\"{:.1f}\" rx=\"2\"/>\n",
      escaped(name), item.centre.x - item.width / 2, item.centre.y - item.height / 2, item.width, item.height);
  text({item.centre.x, item.centre.y + 4}, 12, fitted(name, item.width - 6, 6.5));
  svg_ += "</g>\n";
}

void SvgPen::construct(const ConstructBox& box, const std::string& name, double r2, const Look& look) {
  open_group("construct", look);
  title(name);
  const double x = box.centre.x, y = box.centre.y, w = box.width / 2, h = box.height / 2;
  switch (box.shape) {
    case NodeShape::ellipse:
      svg_ += fmt::format("<ellipse cx=\"{:.1f}\" cy=\"{:.1f}\" rx=\"{:.1f}\" ry=\"{:.1f}\"", x, y, w, h);
      break;
    case NodeShape::hexagon:
      svg_ += fmt::format("<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}H{:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}H{:.1f}Z\"", x - w,
                          y, x - w + h / 2, y - h, x + w - h / 2, x + w, y, x + w - h / 2, y + h, x - w + h / 2);
      break;
    case NodeShape::rectangle:
      svg_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"2\"", x - w, y - h,
                          2 * w, 2 * h);
      break;
  }
  svg_ += fmt::format(" stroke-width=\"{:.2f}\"/>\n", look.width);
  const bool with_r2 = std::isfinite(r2);
  text({x, y + (with_r2 ? -2 : 5)}, 14, fitted(name, box.width - 36, 8), " font-weight=\"600\"");
  if (with_r2) text({x, y + 16}, 12, "R² " + printed({r2}), " class=\"estimate\"");
  close_group();
}

Point loading_label(const ItemBox& item) {
  const bool beside = item.line_end.y == item.centre.y;  // left or right of the construct: lines spread out there
  const double share = 0.62;
  const double dx = item.line_end.x - item.line_begin.x, dy = item.line_end.y - item.line_begin.y;
  // steep lines have their figure beside them, the others above
  const bool steep = !beside && std::abs(dy) > std::abs(dx);
  return {item.line_begin.x + share * dx + (steep ? (dx < 0 ? -13 : 13) : 0),
          item.line_begin.y + share * dy + (steep ? 3 : -3)};
}

std::string drawing_too_large(const std::string& title) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"path-diagram\" role=\"img\" viewBox=\"0 0 460 60\" "
         "width=\"460\" height=\"60\"><title>" +
         escaped(title) +
         "</title><text x=\"16\" y=\"36\" font-size=\"14\" font-family=\"system-ui, sans-serif\" "
         "fill=\"currentColor\">This model is too large to be drawn.</text></svg>\n";
}

}  // namespace rapport::stats
