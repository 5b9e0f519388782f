#include "research/sem/report_tables.hpp"

#include <cmath>

namespace rapport::research {
namespace {

http::Value cell_value(const stats::ReportCell& cell, const std::string& column) {
  http::Value value, text;
  const bool is_number = !std::holds_alternative<std::string>(cell);
  if (const auto* words = std::get_if<std::string>(&cell)) {
    value = text = *words;
  } else if (const auto* count = std::get_if<std::size_t>(&cell)) {
    value = *count;
    text = std::to_string(*count);
  } else {
    const auto& number = std::get<stats::ReportNumber>(cell);
    if (std::isfinite(number.value)) value = number.value;
    text = stats::printed(number);
  }
  return http::Value{}
      .set("value", std::move(value))
      .set("text", std::move(text))
      .set("column", column)
      .set("number", is_number)
      .set("mark", http::Value{})
      .set("share", http::Value{});
}

http::Value table_value(const stats::ReportTable& table, const std::string& anchor) {
  http::List columns, rows;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool is_number = i > 0 && !table.rows.empty() && !std::holds_alternative<std::string>(table.rows.back()[i]);
    columns.push_back(http::Value{}
                          .set("name", table.columns[i])
                          .set("heading", table.columns[i])
                          .set("meaning", http::Value{})
                          .set("number", is_number));
  }
  for (const auto& row : table.rows) {
    http::List cells;
    for (std::size_t i = 1; i < row.size(); ++i) cells.push_back(cell_value(row[i], table.columns[i]));
    const auto* name = std::get_if<std::string>(&row.front());
    rows.push_back(http::Value{}
                       .set("name", name ? *name : std::string())
                       .set("label", http::Value{})
                       .set("cells", std::move(cells)));
  }
  return http::Value{}
      .set("anchor", anchor)
      .set("caption", table.caption)
      .set("hint", http::Value{})
      .set("note", table.note.empty() ? http::Value{} : http::Value(table.note))
      .set("matrix", table.columns.size() > 8)
      .set("map_html", table.drawing.empty() ? http::Value{} : http::Value(http::Html{table.drawing}))
      .set("columns", std::move(columns))
      .set("rows", std::move(rows));
}

}  // namespace

http::List report_tables(const std::vector<stats::ReportTable>& tables) {
  http::List list;
  for (const auto& table : tables) list.push_back(table_value(table, "table-" + std::to_string(list.size() + 1)));
  return list;
}

}  // namespace rapport::research
