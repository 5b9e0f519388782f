#pragma once

#include <string>

#include "stats/diagram/layout.hpp"

namespace rapport::stats {

/// How a line and its figure look.
struct Look {
  std::string figure = {};
  double width = 1.25;
  bool dashed = false;
  bool inadmissible = false;
};

constexpr double part_caption_height = 28;

/// Draws the parts of a path diagram into one SVG element: no style, no script, no ids, all names escaped, lines and
/// words in currentColor.
class SvgPen {
 public:
  /// Opens the element. @param title  the accessible name. @param description  what the drawing shows, in words
  void open(double width, double height, const std::string& title, const std::string& description);
  /// Closes the element and hands it over.
  std::string close();
  /// One of several pictures below one another. @param top  where it begins, with its caption
  void begin_part(double top, const std::string& caption);
  void end_part();

  void open_group(const char* name, const Look& look);
  void close_group() { svg_ += "</g>\n"; }
  void title(const std::string& words);
  /// @param extra  attributes, each with a space before it
  void text(const Point& at, double size, const std::string& words, const char* extra = "");
  /// The figure of the open group's line. All figures stand above all lines, in a group of their own at the end.
  void figure(const Point& at, double size, const std::string& words);
  /// A line along SVG path data, as the look has it.
  void line(const std::string& path_data, const Look& look);
  /// A triangle with its tip at a point, along a direction of unit length.
  void arrow_head(const Point& tip, const Point& direction, double size);
  /// A path between constructs, with its head and figure.
  void route(const Route& route, const Look& look);
  /// A straight line from a construct to an item or back, with its head.
  void straight(const Point& from, const Point& to, const Look& look);
  /// A curve with a head at both ends. @param bulge  the control point
  void arc(const Point& from, const Point& to, const Point& bulge, const Look& look);
  void item_box(const ItemBox& item, const std::string& name);
  /// The outline of a construct. @param r2  NaN: not shown
  void construct(const ConstructBox& box, const std::string& name, double r2, const Look& look);

 private:
  void put_figures();

  std::string svg_;
  std::string group_;    // class and colour of the open group, as attributes
  std::string figures_;  // text elements
};

/// Where the figure of an item's line stands, beside or above it.
Point loading_label(const ItemBox& item);

/// A picture that says that a model cannot be drawn legibly.
std::string drawing_too_large(const std::string& title);

}  // namespace rapport::stats
