#include "stats/report/apa_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "stats/table/utf8.hpp"

namespace rapport::stats {
namespace {
std::string rule_of(std::size_t width) {
  std::string rule;
  for (std::size_t i = 0; i < width; ++i) rule += "─";
  return rule + "\n";
}
}  // namespace

void ApaTables::add(const std::string& title, const std::vector<std::string>& head, const TextRows& rows,
                    const std::string& note, const TextRows& foot) {
  if (rows.empty()) return;
  std::vector<std::size_t> widths(head.size());
  const auto measure = [&](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], utf8_length(row[i]));
  };
  measure(head);
  for (const auto& row : rows) measure(row);
  for (const auto& row : foot) measure(row);
  std::size_t width = 2 * (head.size() - 1);
  for (const std::size_t w : widths) width += w;
  const std::string rule = rule_of(width);
  text_ += fmt::format("\nTable {}. {}\n", ++count_, title) + rule;
  add_line(head, widths);
  text_ += rule;
  for (const auto& row : rows) add_line(row, widths);
  if (!foot.empty()) text_ += rule;
  for (const auto& row : foot) add_line(row, widths);
  text_ += rule;
  if (!note.empty()) text_ += note + "\n";
}

void ApaTables::add_line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += (i ? "  " : "") + cells[i] + std::string(widths[i] - utf8_length(cells[i]), ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  text_ += line + "\n";
}

}  // namespace rapport::stats
