#include "stats/diagram/path_diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/diagram/layout.hpp"
#include "stats/diagram/svg_pen.hpp"
#include "stats/report/report.hpp"

namespace rapport::stats {
namespace {

class Painter {
 public:
  Painter(const PathModel& model, const PlsResult* result, const DiagramOptions& options)
      : model_(model), result_(result), options_(options), layout_(lay_out(model)) {}

  std::string run() {
    pen_.open(layout_.width, layout_.height, options_.title, description());
    for (std::size_t i = 0; i < model_.paths.size(); ++i) paint_path(i);
    std::size_t item = 0;
    for (std::size_t j = 0; j < model_.constructs.size(); ++j) {
      paint_items(j, item);
      item += model_.constructs[j].items.size();
      paint_construct(j);
    }
    return pen_.close();
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

  void paint_path(std::size_t i) {
    const Look look = look_of(result_ ? &result_->paths[i].coefficient : nullptr, 4, false);
    pen_.open_group("path", look);
    pen_.route(layout_.routes[i], look);
    pen_.close_group();
  }

  void paint_items(std::size_t j, std::size_t first_item) {
    const ConstructBox& box = layout_.constructs[j];
    const bool formative = model_.constructs[j].mode == Mode::B;
    for (std::size_t i = 0; i < box.items.size(); ++i) {
      const ItemBox& item = box.items[i];
      const Estimate* estimate = nullptr;
      if (result_) estimate = &(formative ? result_->weights : result_->loadings)[first_item + i].value;
      const Look look = look_of(estimate, 0, !formative);
      pen_.open_group("loading", look);
      pen_.straight(formative ? item.line_end : item.line_begin, formative ? item.line_begin : item.line_end, look);
      if (estimate) pen_.figure(loading_label(item), 10, printed({estimate->est, 2}));
      pen_.close_group();
      pen_.item_box(item, model_.constructs[j].items[i]);
    }
  }

  void paint_construct(std::size_t j) {
    const double r2 = result_ ? result_->constructs[j].r2 : not_estimated;
    pen_.construct(layout_.constructs[j], model_.constructs[j].name, r2,
                   {.width = 1.75, .inadmissible = r2 > 1 + 1e-9 || r2 < -1e-9});
  }

  const PathModel& model_;
  const PlsResult* result_;
  const DiagramOptions& options_;
  DiagramLayout layout_;
  SvgPen pen_;
};
}  // namespace

std::string significance_stars(double pvalue) {
  return pvalue < 0.001 ? "***" : pvalue < 0.01 ? "**" : pvalue < 0.05 ? "*" : "";
}

std::string draw_path_diagram(const PathModel& model, const PlsResult* result, const DiagramOptions& options) {
  if (!is_drawable(model)) return drawing_too_large(options.title);
  return Painter(model, result, options).run();
}

}  // namespace rapport::stats
