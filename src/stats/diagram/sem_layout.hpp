#pragma once

#include <map>
#include <string>
#include <vector>

#include "stats/diagram/layout.hpp"
#include "stats/diagram/sem_shape.hpp"

namespace rapport::stats {

/// A curve of one bend, through `middle`.
struct Arc {
  Point from = {};
  Point to = {};
  Point control = {};
  Point middle = {};
};

/// Where everything of a structural equation model stands: lay_out's drawing of its constructs, items and paths, and
/// room for the lines beyond those.
class SemLayout {
 public:
  /// @param shape  small enough to be drawn; must outlive the layout
  explicit SemLayout(const SemShape& shape);
  SemLayout(const SemLayout&) = delete;  // it points into itself
  SemLayout& operator=(const SemLayout&) = delete;

  const DiagramLayout& drawing() const { return drawing_; }
  /// A construct by its name; null: there is none.
  const ConstructBox* construct(const std::string& name) const;
  /// @param name  of an item of some construct
  const ItemBox& item(const std::string& name) const { return *items_.at(name); }

  bool share_column(const std::string& a, const std::string& b) const;
  /// The curve of a covariance of two constructs of one column, beside it.
  Arc beside(const std::string& a, const std::string& b) const;
  /// Whether that curve stands right of its column, and has paths outside it.
  bool bends_right(const std::string& construct) const { return column_[place_.at(construct)] == 0; }
  bool has_one_column() const { return columns_ == 1; }

  /// The curve of a covariance of two items that do not stand on the same side; null: they do.
  const Arc* below(const sem::EstimateRow& covariance) const;
  /// The curve of a covariance of two items of the same side, outside them.
  Arc outside(const ItemBox& a, const ItemBox& b) const;
  /// The arrow of a residual variance, from outside to its item, and the middle of its figure's base line.
  struct Residual {
    Point from = {};
    Point to = {};
    Point figure = {};
  };
  Residual residual(const ItemBox& item) const;

 private:
  void find_columns();
  LayoutRoom room_needed() const;
  double bulge(std::size_t a, std::size_t b) const;
  void find_items();
  Arc free_arc_below(const ItemBox& a, const ItemBox& b) const;

  const SemShape& shape_;
  LayoutRoom room_;
  DiagramLayout drawing_;
  std::vector<std::size_t> column_, position_;  // of the constructs
  std::size_t columns_ = 1;
  std::map<std::string, std::size_t> place_;  // of constructs
  std::map<std::string, std::size_t> home_;   // of items: their construct
  std::map<std::string, const ItemBox*> items_;
  std::map<const sem::EstimateRow*, Arc> below_;
};

}  // namespace rapport::stats
