#include "stats/report/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/report/markup.hpp"
#include "stats/table/utf8.hpp"

namespace rapport::stats {
namespace {
std::string cell_text(const ReportCell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* count = std::get_if<std::size_t>(&cell)) return std::to_string(*count);
  return printed(std::get<ReportNumber>(cell));
}

bool is_words(const ReportCell& cell) {
  return std::holds_alternative<std::string>(cell);
}

std::string padded(const std::string& text, std::size_t width, bool left) {
  const std::string space(width - std::min(width, utf8_length(text)), ' ');
  return left ? text + space : space + text;
}

std::string table_text(const ReportTable& table) {
  const std::size_t columns = table.columns.size();
  std::vector<std::size_t> widths(columns);
  std::vector<bool> left(columns, true);
  for (std::size_t i = 0; i < columns; ++i) widths[i] = utf8_length(table.columns[i]);
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < columns; ++i) {
      widths[i] = std::max(widths[i], utf8_length(cell_text(row[i])));
      if (!is_words(row[i])) left[i] = false;
    }
  }
  std::string text = table.caption + "\n";
  const auto add_line = [&](auto&& cell) {
    std::string line;
    for (std::size_t i = 0; i < columns; ++i) line += "  " + padded(cell(i), widths[i], left[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  add_line([&](std::size_t i) { return table.columns[i]; });
  for (const auto& row : table.rows) add_line([&](std::size_t i) { return cell_text(row[i]); });
  if (!table.note.empty()) text += "  " + table.note + "\n";
  return text;
}

std::string table_html(const ReportTable& table) {
  std::string html = "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"" + escaped(table.caption) +
                     "\">\n<table>\n<caption>" + escaped(table.caption) + "</caption>\n<thead><tr>";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool number = i > 0 && !table.rows.empty() && !is_words(table.rows.back()[i]);
    html +=
        (number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">") + escaped(table.columns[i]) + "</th>";
  }
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    html += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string text = escaped(cell_text(row[i]));
      if (i == 0) {
        html += "<th scope=\"row\">" + text + "</th>";
      } else {
        html += (is_words(row[i]) ? "<td>" : "<td class=\"number\">") + text + "</td>";
      }
    }
    html += "</tr>\n";
  }
  html += "</tbody>\n</table>\n</div>\n";
  if (!table.note.empty()) html += "<p class=\"note\">" + escaped(table.note) + "</p>\n";
  return html;
}

/// @param drawing  an SVG element, or empty
std::string drawing_html(const std::string& drawing, const std::string& name) {
  if (drawing.empty()) return {};
  return "<div class=\"drawing\" role=\"region\" tabindex=\"0\" aria-label=\"" + escaped(name) + "\">\n" + drawing +
         "</div>\n";
}

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --ink: #1d2433; --paper: #fff; --line: #c9cfda; --danger: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9f0; --paper: #14181f; --line: #3a4252; --danger: #ff8a80; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 2rem 0 0.5rem; font-variant-numeric: tabular-nums; }
.table, .drawing { overflow-x: auto; }
h1 { overflow-wrap: anywhere; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.25rem; }
th, td { padding: 0.2rem 0.75rem; text-align: left; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { border-bottom: 2px solid var(--ink); font-weight: 600; }
th.number, td.number { text-align: right; }
.warnings { border-left: 4px solid var(--danger); padding-left: 1rem; }
pre { overflow-x: auto; }
.note { margin: 0; font-size: 0.875rem; }
.path-diagram, .heat-map { max-width: 100%; height: auto; }
.path-diagram .inadmissible { color: var(--danger); }
.path-diagram .figures { stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; }
@media (width <= 40rem) { .path-diagram, .heat-map { max-width: none; } }
@media print { table { break-inside: avoid; } .table { overflow: visible; } }
)";
}  // namespace

ReportTable matrix_table(const NamedMatrix& matrix, const std::string& caption, MatrixPart part,
                         const std::string& note) {
  ReportTable table{.caption = caption, .columns = {part == MatrixPart::all ? "item" : "construct"}, .note = note};
  table.columns.insert(table.columns.end(), matrix.cols.begin(), matrix.cols.end());
  for (std::size_t i = 0; i < matrix.rows.size(); ++i) {
    std::vector<ReportCell> row{matrix.rows[i]};
    for (std::size_t j = 0; j < matrix.cols.size(); ++j) {
      const bool shown = part == MatrixPart::all || j < i || (j == i && part == MatrixPart::lower_with_diagonal);
      row.push_back(shown ? ReportCell(ReportNumber{matrix.at(i, j)}) : ReportCell(std::string()));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string printed(const ReportNumber& number) {
  if (!std::isfinite(number.value)) return "–";
  if (number.is_pvalue && number.value < std::pow(10, -number.decimals))
    return fmt::format("<{:.{}f}", std::pow(10, -number.decimals), number.decimals);
  std::string text = fmt::format("{:.{}f}", number.value, number.decimals);
  const bool zero = text.find_first_not_of("-0.") == std::string::npos;
  return zero && text.starts_with('-') ? text.substr(1) : text;
}

std::string report_text(const Report& report) {
  std::string text = report.title + "\n";
  for (const std::string& warning : report.warnings) text += "Warning: " + warning + "\n";
  for (const std::string& fact : report.facts) text += fact + "\n";
  for (const ReportTable& table : report.tables) text += "\n" + table_text(table);
  return text;
}

std::string report_html(const Report& report) {
  std::string html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += "<title>" + escaped(report.title) + "</title>\n<style>" + std::string(style) + "</style>\n</head>\n<body>\n";
  html += "<main>\n<h1>" + escaped(report.title) + "</h1>\n";
  if (!report.warnings.empty()) {
    html += "<section class=\"warnings\" aria-label=\"Warnings\">\n<h2>Warnings</h2>\n<ul>\n";
    for (const std::string& warning : report.warnings) html += "<li>" + escaped(warning) + "</li>\n";
    html += "</ul>\n</section>\n";
  }
  for (const std::string& fact : report.facts) html += "<p>" + escaped(fact) + "</p>\n";
  html += drawing_html(report.drawing, "Path diagram");
  for (const ReportTable& table : report.tables)
    html += drawing_html(table.drawing, "Drawing: " + table.caption) + table_html(table);
  for (const auto& [heading, text] : report.listings) {
    html += "<h2>" + escaped(heading) + "</h2>\n<pre tabindex=\"0\">" + escaped(text) + "</pre>\n";
  }
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace rapport::stats
