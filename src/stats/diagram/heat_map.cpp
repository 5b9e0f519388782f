#include "stats/diagram/heat_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/report/markup.hpp"
#include "stats/report/report.hpp"
#include "stats/table/utf8.hpp"

namespace rapport::stats {
namespace {
constexpr std::size_t most_variables = 100;

std::string opening(double width, double height, const std::string& title) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"heat-map\" role=\"img\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
      "width=\"{0:.0f}\" height=\"{1:.0f}\" font-family=\"system-ui, sans-serif\" fill=\"currentColor\">\n"
      "<title>{2}</title>\n",
      width, height, escaped(title));
}

std::string description_of(const NamedMatrix& matrix, double notable) {
  std::size_t count = 0, a = 1, b = 0;
  for (std::size_t i = 1; i < matrix.rows.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (std::abs(matrix.at(i, j)) >= notable) ++count;
      if (std::abs(matrix.at(i, j)) > std::abs(matrix.at(a, b))) a = i, b = j;
    }
  }
  return fmt::format("{} of {} values are {} or larger. The largest is {}, of {} and {}.", count,
                     matrix.rows.size() * (matrix.rows.size() - 1) / 2, printed({notable, 2}),
                     printed({matrix.at(a, b)}), matrix.cols[b], matrix.rows[a]);
}
}  // namespace

std::string draw_heat_map(const NamedMatrix& matrix, const HeatMapOptions& options) {
  const std::size_t p = matrix.rows.size();
  if (p < 2 || p > most_variables) {
    return opening(460, 60, options.title) +
           fmt::format("<text x=\"16\" y=\"36\" font-size=\"14\">{}</text></svg>\n",
                       p < 2 ? "There is no pair to show." : "These are too many variables for a map.");
  }
  const double side = p <= 30 ? 22 : 14;
  double label = 30;
  for (const std::string& name : matrix.rows) {
    label = std::max(label, 7.0 * static_cast<double>(std::min<std::size_t>(utf8_length(name), 24)) + 10);
  }
  const auto at = [&](std::size_t i) { return side * static_cast<double>(i); };
  std::string svg = opening(label + at(p) + label * 0.75 + 8, at(p) + 40, options.title);
  svg += "<desc>" + escaped(description_of(matrix, options.notable)) + "</desc>\n";
  for (std::size_t i = 0; i < p; ++i) {
    svg += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" font-size=\"11\" text-anchor=\"end\">{}</text>\n", label - 6,
                       24 + at(i) + side / 2 + 4, escaped(matrix.rows[i]));
    if (i + 1 < p) {  // the name of the column, above its first cell
      svg += fmt::format(
          "<text x=\"{0:.0f}\" y=\"{1:.0f}\" font-size=\"11\" transform=\"rotate(-40 {0:.0f} {1:.0f})\">{2}"
          "</text>\n",
          label + at(i) + side / 2, 20 + at(i + 1), escaped(matrix.cols[i]));
    }
    for (std::size_t j = 0; j < i; ++j) {
      const double value = matrix.at(i, j);
      const double strength = std::isfinite(value) ? std::min(1.0, std::abs(value) / options.full) : 0;
      const bool notable = std::abs(value) >= options.notable;
      const double x = label + at(j), y = 24 + at(i);
      svg += fmt::format(
          "<g class=\"cell{}\"><title>{} with {}: {}</title><rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"{:.0f}\" "
          "height=\"{:.0f}\" fill=\"{}\" fill-opacity=\"{:.2f}\" stroke=\"currentColor\" stroke-opacity=\"0.15\"/>",
          notable ? " notable" : "", escaped(matrix.rows[i]), escaped(matrix.cols[j]), printed({value}), x, y, side,
          side, value < 0 ? "#d55e00" : "#0072b2", 0.04 + 0.66 * strength);
      if (notable) {
        svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"12\" text-anchor=\"middle\">{}</text>",
                           x + side / 2, y + side / 2 + 4, value < 0 ? "−" : "+");
      }
      svg += "</g>\n";
    }
  }
  return svg + "</svg>\n";
}

}  // namespace rapport::stats
