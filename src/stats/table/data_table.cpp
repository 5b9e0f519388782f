#include "stats/table/data_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace rapport::stats {
namespace {
std::string sentence(const std::string& file, const CellPlace& place, const std::string& reason) {
  if (place.line == 0) return fmt::format("{}: {}", file, reason);
  if (place.column == 0) return fmt::format("{}, line {}: {}", file, place.line, reason);
  return fmt::format("{}, line {}, column {}: {}", file, place.line, place.column, reason);
}

void check_new_column(const DataTable& table, const std::string& name, std::size_t length) {
  if (table.find(name)) throw std::invalid_argument(fmt::format("The table already has a column {}.", name));
  if (!table.columns.empty() && length != table.row_count) {
    throw std::invalid_argument(fmt::format("Column {} has {} rows, the table {}.", name, length, table.row_count));
  }
}
}  // namespace

TableError::TableError(std::string file_, CellPlace place_, std::string reason_)
    : std::runtime_error(sentence(file_, place_, reason_)),
      file(std::move(file_)),
      place(place_),
      reason(std::move(reason_)) {}

const Column* DataTable::find(std::string_view name) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

std::vector<std::string> DataTable::names() const {
  std::vector<std::string> result;
  result.reserve(columns.size());
  for (const Column& column : columns) result.push_back(column.name);
  return result;
}

void DataTable::add_numbers(std::string name, std::vector<double> numbers) {
  check_new_column(*this, name, numbers.size());
  row_count = numbers.size();
  columns.push_back({.name = std::move(name), .numbers = std::move(numbers)});
}

void DataTable::add_texts(std::string name, std::vector<std::string> texts) {
  check_new_column(*this, name, texts.size());
  row_count = texts.size();
  const auto first = std::find_if(texts.begin(), texts.end(), [](const std::string& text) { return !text.empty(); });
  const auto row = static_cast<std::size_t>(first - texts.begin());
  columns.push_back({.name = std::move(name),
                     .texts = std::move(texts),
                     .is_numeric = false,
                     .first_text = {.line = row + 2, .column = columns.size() + 1}});
}

std::span<const double> numbers_of(const DataTable& table, std::string_view name) {
  const Column* column = table.find(name);
  if (!column) throw std::out_of_range(fmt::format("The table has no variable {}.", name));
  if (!column->is_numeric) {
    throw TableError(table.source, column->first_text,
                     fmt::format("the variable {} is needed as numbers, but this cell is not a number. Correct it, or "
                                 "declare its code as missing.",
                                 name));
  }
  return column->numbers;
}

std::vector<std::size_t> complete_rows(const DataTable& table, std::span<const std::string> names) {
  std::vector<std::span<const double>> needed;
  for (const std::string& name : names) needed.push_back(numbers_of(table, name));
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.row_count; ++row) {
    const bool complete =
        std::all_of(needed.begin(), needed.end(), [&](auto column) { return !std::isnan(column[row]); });
    if (complete) rows.push_back(row);
  }
  return rows;
}

}  // namespace rapport::stats
