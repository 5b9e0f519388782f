#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/value_label.hpp"

namespace rapport::stats {

/// Where a cell stands in the file it came from, as a person counts: from 1, the header being line 1.
struct CellPlace {
  std::size_t line = 0;
  std::size_t column = 0;  // the how-manieth cell of the row
};

/// One variable of a table. Numeric when every answer in it is a number, otherwise text.
struct Column {
  std::string name = {};
  std::vector<double> numbers = {};     // one per respondent, NaN where missing; empty if the column is text
  std::vector<std::string> texts = {};  // one per respondent, empty where missing; empty if the column is numeric
  bool is_numeric = true;
  CellPlace first_text = {};                  // the first cell that is no number; only where is_numeric is false
  std::string label = {};                     // the question as asked, where the file says it
  std::vector<ValueLabel> value_labels = {};  // what its numbers stand for, where the file says it
};

/// Answers in columns, all of the same length: respondents down, variables across.
struct DataTable {
  std::string source = "the table";  // named in messages: a file name, "survey 12"
  std::size_t row_count = 0;
  std::vector<Column> columns;

  /// The column of this name, or nullptr.
  const Column* find(std::string_view name) const;
  std::vector<std::string> names() const;

  /// Adds a numeric column; NaN is missing.
  /// @throws std::invalid_argument if its length differs from that of the columns before it, or the name is taken
  void add_numbers(std::string name, std::vector<double> numbers);
  /// Adds a text column; an empty text is missing. Throws like add_numbers.
  void add_texts(std::string name, std::vector<std::string> texts);
};

/// A table that cannot be used as it is. what() is a full sentence with file, line, column and reason.
struct TableError : std::runtime_error {
  TableError(std::string file, CellPlace place, std::string reason);
  std::string file;
  CellPlace place;  // line 0: the whole file
  std::string reason;
};

/// The numbers of a variable that a model needs.
/// @throws TableError if the column is text, naming its first cell that is no number; std::out_of_range if there is
/// none
std::span<const double> numbers_of(const DataTable& table, std::string_view name);

/// The respondents (row numbers from 0, ascending) who answered every one of these variables: listwise deletion.
std::vector<std::size_t> complete_rows(const DataTable& table, std::span<const std::string> names);

}  // namespace rapport::stats
