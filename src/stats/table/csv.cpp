#include "stats/table/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <optional>
#include <unordered_set>
#include <utility>

#include "stats/table/utf8.hpp"

namespace rapport::stats {
namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct Cell {
  std::string text = {};
  bool quoted = false;
};

struct Row {
  std::vector<Cell> cells = {};
  std::size_t line = 0;  // where it begins
};

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::optional<double> number_in(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// Splits a text into rows; knows quotes and line ends, and nothing of headers or numbers.
class RowReader {
 public:
  RowReader(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  /// The next row that is not an empty line; nothing at the end.
  std::optional<Row> next() {
    while (at_ < text_.size()) {
      Row row{.line = line_};
      bool more = true;
      while (more) {
        row.cells.push_back(cell(row.cells.size() + 1));
        more = at_ < text_.size() && text_[at_] == ',';
        if (more) ++at_;
      }
      end_of_line();
      const bool blank = row.cells.size() == 1 && !row.cells[0].quoted && row.cells[0].text.empty();
      if (!blank) return row;
    }
    return std::nullopt;
  }

 private:
  Cell cell(std::size_t column) {
    if (at_ < text_.size() && text_[at_] == '"') return quoted_cell(column);
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) {
      if (text_[at_] == '"') {
        throw TableError(file_, {line_, column},
                         "a quote stands inside a cell that does not begin with one. Put the whole cell in quotes, "
                         "and double the quotes inside it.");
      }
      ++at_;
    }
    return {.text = std::string(trimmed(text_.substr(begin, at_ - begin)))};
  }

  Cell quoted_cell(std::size_t column) {
    const std::size_t opened_on = line_;
    Cell cell{.quoted = true};
    ++at_;
    while (true) {
      if (at_ >= text_.size()) {
        throw TableError(file_, {opened_on, column}, "the quote that opens this cell is never closed.");
      }
      const char c = text_[at_++];
      if (c == '"') {
        if (at_ < text_.size() && text_[at_] == '"') {
          cell.text += '"';
          ++at_;
          continue;
        }
        break;
      }
      if (c == '\n') ++line_;
      cell.text += c;
    }
    if (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) {
      throw TableError(file_, {line_, column}, "characters follow the closing quote of this cell.");
    }
    return cell;
  }

  bool at_line_end() const {
    return text_[at_] == '\n' || (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'));
  }

  void end_of_line() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

/// Which cells mean "no answer".
class MissingCodes {
 public:
  explicit MissingCodes(const std::vector<std::string>& codes) {
    for (const std::string& code : codes) {
      texts_.insert(code);
      if (const auto number = number_in(trimmed(code))) numbers_.push_back(*number);
    }
  }
  bool has(const Cell& cell) const {
    if (!cell.quoted && (cell.text.empty() || cell.text == "NA")) return true;
    if (cell.text.empty() || texts_.contains(cell.text)) return true;
    const auto number = numbers_.empty() ? std::nullopt : number_in(cell.text);
    return number && std::find(numbers_.begin(), numbers_.end(), *number) != numbers_.end();
  }

 private:
  std::unordered_set<std::string> texts_;
  std::vector<double> numbers_;
};

std::vector<std::string> header_names(const Row& header, const std::string& file) {
  std::vector<std::string> names;
  std::unordered_set<std::string> seen;
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    std::string name = header.cells[i].text;
    if (name.empty() && i == 0 && header.cells.size() > 1)
      name = "row";  // R and pandas leave out what numbers the rows
    if (name.empty()) {
      throw TableError(file, {header.line, i + 1}, "the header gives this column no name.");
    }
    if (!seen.insert(name).second) {
      throw TableError(file, {header.line, i + 1}, fmt::format("the header names the column {} twice.", name));
    }
    names.push_back(name);
  }
  if (names.size() == 1 && names[0].find_first_of(";\t") != std::string::npos) {
    throw TableError(
        file, {header.line, 1},
        "the cells seem to be separated by semicolons or tabs. Save the file with commas between the cells.");
  }
  return names;
}

/// Reads the columns as numbers, as far as they are; a column with anything else is marked as text, and left empty.
void read_numbers(DataTable& table, RowReader& reader, const MissingCodes& codes, const std::string& file) {
  while (const auto row = reader.next()) {
    if (row->cells.size() != table.columns.size()) {
      throw TableError(file, {row->line, std::min(row->cells.size(), table.columns.size()) + 1},
                       fmt::format("the row has {} cells, the header {}.", row->cells.size(), table.columns.size()));
    }
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      Column& column = table.columns[i];
      if (!column.is_numeric) continue;
      const std::optional<double> number = codes.has(row->cells[i]) ? missing : number_in(trimmed(row->cells[i].text));
      if (number) {
        column.numbers.push_back(*number);
      } else {
        column.is_numeric = false;
        column.first_text = {row->line, i + 1};
        column.numbers = {};
      }
    }
    ++table.row_count;
  }
}

/// Reads the cells of the columns that are text, in a second pass, so that numbers are never kept as words.
void read_texts(DataTable& table, RowReader& reader, const MissingCodes& codes) {
  reader.next();  // the header
  while (auto row = reader.next()) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].is_numeric) continue;
      table.columns[i].texts.push_back(codes.has(row->cells[i]) ? std::string() : std::move(row->cells[i].text));
    }
  }
}

void check_encoding(std::string_view text, const std::string& file) {
  const std::size_t bad = first_invalid_utf8(text);
  if (bad == std::string_view::npos) return;
  const auto before = text.substr(0, bad);
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const auto line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const auto commas = std::count(before.begin() + static_cast<std::ptrdiff_t>(line_start), before.end(), ',');
  throw TableError(file, {line, static_cast<std::size_t>(commas) + 1},
                   "this cell is not valid UTF-8 text. Save the file as \"CSV UTF-8\" and try again.");
}
}  // namespace

DataTable parse_csv(std::string_view text, std::string name, const CsvOptions& options) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  check_encoding(text, name);
  RowReader reader(text, name);
  const auto header = reader.next();
  if (!header) throw TableError(name, {}, "the file is empty. It needs a header line and one line per respondent.");

  DataTable table;
  for (std::string& column : header_names(*header, name)) table.columns.push_back({.name = std::move(column)});
  const MissingCodes codes(options.missing_codes);
  read_numbers(table, reader, codes, name);
  if (std::any_of(table.columns.begin(), table.columns.end(),
                  [](const Column& column) { return !column.is_numeric; })) {
    RowReader again(text, name);
    read_texts(table, again, codes);
  }
  table.source = std::move(name);
  return table;
}

namespace {
/// Reads to the end, or to a block with a NUL, which no table has: a device may have no end. @return false on a failure
bool read_all(std::istream& file, std::string& text) {
  constexpr std::size_t block = 1 << 20;
  for (std::size_t size = 0;; size = text.size()) {
    text.resize(size + block);
    file.read(text.data() + size, block);
    const auto count = static_cast<std::size_t>(file.gcount());
    text.resize(size + count);
    if (text.find('\0', size) != std::string::npos || file.eof()) return true;
    if (!file) return false;
  }
}
}  // namespace

DataTable read_csv(const std::filesystem::path& path, const CsvOptions& options) {
  std::ifstream file(path, std::ios::binary);
  std::string text;
  const bool is_readable = !std::filesystem::is_directory(path) && file;
  if (!is_readable || !read_all(file, text))
    throw TableError(path.string(), {}, "the file cannot be read. Check that it exists and that you may read it.");
  return parse_csv(text, path.string(), options);
}

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string write_csv(const DataTable& table) {
  std::string text = {};
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    text += (i ? "," : "") + csv_cell(table.columns[i].name);
  }
  text += '\n';
  for (std::size_t row = 0; row < table.row_count; ++row) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Column& column = table.columns[i];
      if (i) text += ',';
      if (!column.is_numeric) {
        text += csv_cell(column.texts[row]);
      } else if (!std::isnan(column.numbers[row])) {
        text += fmt::format("{}", column.numbers[row]);
      }
    }
    text += '\n';
  }
  return text;
}

}  // namespace rapport::stats
