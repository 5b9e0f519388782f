#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "http/messages.hpp"
#include "http/value.hpp"
#include "stats/pls/pls.hpp"

namespace rapport::research {

/// How a cell stands out.
enum class Mark { none, diagonal, warn, bad };

/// A cell: words, a count, or a number with so many decimals. In JSON the exact value stands beside what is printed.
struct Cell {
  http::Value value = {};
  std::string text = {};
  bool is_number = false;
  Mark mark = Mark::none;
  int share = -1;  // 0 to 100: drawn as a bar

  static Cell words(std::string text);
  static Cell count(std::size_t count);
  /// NaN prints as a dash and is null in JSON.
  static Cell number(double value, int decimals = 3, Mark mark = Mark::none);
  /// Below 0.001 printed so.
  static Cell p_value(double value);
  static Cell percent(double percent);
  static Cell bar(double percent);
  static Cell empty();
};

/// One row: its first cell names it; a label says it in words.
struct Row {
  std::string name = {};
  std::string label = {};
  std::vector<Cell> cells = {};
};

/// A table for researchers. A column is the key of its words: lab_column_KEY is its heading, lab_meaning_KEY, if there
/// is one, what it means. Columns of a matrix are names of the data instead.
struct Table {
  std::string caption = {};
  std::string hint = {};
  std::string note = {};  // below, as APA has it
  std::vector<std::string> columns = {};
  std::vector<Row> rows = {};
  bool is_matrix = false;
};

/// The view model that tables/table.html shows.
http::Value table_value(const Table& table, const http::Messages& messages);

/// Which cells of a matrix show.
enum class Triangle { lower, lower_with_diagonal, all };

/// A square matrix of the stats layer as a table.
Table table_of(std::string caption, const stats::NamedMatrix& matrix, Triangle triangle);

}  // namespace rapport::research
