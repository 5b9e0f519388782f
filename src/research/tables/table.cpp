#include "research/tables/table.hpp"

#include <algorithm>
#include <cmath>

#include "stats/report/report.hpp"

namespace rapport::research {
namespace {

http::Value word_of(Mark mark) {
  switch (mark) {
    case Mark::diagonal:
      return "diagonal";
    case Mark::warn:
      return "warn";
    case Mark::bad:
      return "bad";
    case Mark::none:
      break;
  }
  return {};
}

std::string heading(const Table& table, const std::string& column, const http::Messages& messages) {
  return table.is_matrix && column != table.columns.front() ? column
                                                            : std::string(messages.text("lab_column_" + column));
}

http::Value column_value(const Table& table, std::size_t index, const http::Messages& messages) {
  const std::string& column = table.columns[index];
  const std::string meaning = "lab_meaning_" + column;
  const bool is_name = table.is_matrix && index > 0;
  const bool is_number = index > 0 && std::any_of(table.rows.begin(), table.rows.end(), [&](const Row& row) {
                           return index - 1 < row.cells.size() && row.cells[index - 1].is_number;
                         });
  return http::Value{}
      .set("name", column)
      .set("heading", heading(table, column, messages))
      .set("meaning", !is_name && messages.has(meaning) ? http::Value(messages.text(meaning)) : http::Value{})
      .set("number", is_number);
}

http::Value cell_value(const Cell& cell, std::string column_heading) {
  return http::Value{}
      .set("value", cell.value)
      .set("text", cell.text)
      .set("column", std::move(column_heading))
      .set("number", cell.is_number)
      .set("mark", word_of(cell.mark))
      .set("share", cell.share < 0 ? http::Value{} : http::Value(cell.share));
}

int whole_percent(double percent) {
  return std::isfinite(percent) ? static_cast<int>(std::lround(std::clamp(percent, 0.0, 100.0))) : 0;
}

}  // namespace

Cell Cell::words(std::string text) {
  return {.value = text, .text = text};
}
Cell Cell::count(std::size_t count) {
  return {.value = count, .text = std::to_string(count), .is_number = true};
}
Cell Cell::number(double value, int decimals, Mark mark) {
  return {.value = std::isfinite(value) ? http::Value(value) : http::Value{},
          .text = stats::printed({.value = value, .decimals = decimals}),
          .is_number = true,
          .mark = mark};
}
Cell Cell::p_value(double value) {
  Cell cell = number(value);
  if (value < 0.001) cell.text = "< 0.001";
  return cell;
}
Cell Cell::percent(double percent) {
  return number(percent, 1);
}
Cell Cell::bar(double percent) {
  return {.share = whole_percent(percent)};
}
Cell Cell::empty() {
  return {.is_number = true};
}

http::Value table_value(const Table& table, const http::Messages& messages) {
  http::List columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) columns.push_back(column_value(table, i, messages));
  http::List rows;
  for (const Row& row : table.rows) {
    http::List cells;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      cells.push_back(cell_value(row.cells[i], heading(table, table.columns.at(i + 1), messages)));
    }
    rows.push_back(http::Value{}
                       .set("name", row.name)
                       .set("label", row.label.empty() ? http::Value{} : http::Value(row.label))
                       .set("meaning", http::Value{})
                       .set("cells", std::move(cells)));
  }
  const auto text_or_null = [](const std::string& text) { return text.empty() ? http::Value{} : http::Value(text); };
  return http::Value{}
      .set("caption", table.caption)
      .set("hint", text_or_null(table.hint))
      .set("note", text_or_null(table.note))
      .set("matrix", table.is_matrix)
      .set("columns", std::move(columns))
      .set("rows", std::move(rows));
}

Table table_of(std::string caption, const stats::NamedMatrix& matrix, Triangle triangle) {
  Table table{.caption = std::move(caption), .columns = {"construct"}, .is_matrix = true};
  for (const auto& name : matrix.cols) table.columns.push_back(name);
  for (std::size_t i = 0; i < matrix.rows.size(); ++i) {
    Row row{.name = matrix.rows[i]};
    for (std::size_t j = 0; j < matrix.cols.size(); ++j) {
      const bool shows = triangle == Triangle::all || j < i || (j == i && triangle == Triangle::lower_with_diagonal);
      row.cells.push_back(shows ? Cell::number(matrix.at(i, j)) : Cell::empty());
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace rapport::research
