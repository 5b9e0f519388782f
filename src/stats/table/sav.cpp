#include "stats/table/sav.hpp"

#include <fmt/format.h>
#include <readstat.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <exception>
#include <limits>
#include <memory>
#include <utility>

namespace rapport::stats {
namespace {
/// What the reader's callbacks fill in. They are called by C code, which no exception may cross.
struct Reading {
  DataTable table = {};
  const CsvOptions* options = nullptr;
  std::vector<double> missing_numbers = {};
  std::exception_ptr failure = {};
};

template <class Action>
int guarded(void* context, Action action) {
  auto& reading = *static_cast<Reading*>(context);
  try {
    action(reading);
    return READSTAT_HANDLER_OK;
  } catch (...) {
    reading.failure = std::current_exception();
    return READSTAT_HANDLER_ABORT;
  }
}

int on_variable(int, readstat_variable_t* variable, const char*, void* context) {
  return guarded(context, [&](Reading& reading) {
    const char* name = readstat_variable_get_name(variable);
    const bool is_numeric = readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_NUMERIC;
    reading.table.columns.push_back({.name = name ? name : "", .is_numeric = is_numeric});
  });
}

double number_of(const Reading& reading, const Column& column, std::size_t row, readstat_value_t value,
                 readstat_variable_t* variable) {
  if (readstat_value_is_missing(value, variable)) return std::numeric_limits<double>::quiet_NaN();
  const double number = readstat_double_value(value);
  const auto& codes = reading.missing_numbers;
  if (std::isnan(number) || std::find(codes.begin(), codes.end(), number) != codes.end()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  if (std::isinf(number)) {
    throw TableError(
        reading.table.source, {},
        fmt::format("respondent {} has an infinite number for {}. Correct it in SPSS.", row + 1, column.name));
  }
  return number;
}

int on_value(int row_number, readstat_variable_t* variable, readstat_value_t value, void* context) {
  return guarded(context, [&](Reading& reading) {
    const auto row = static_cast<std::size_t>(row_number);
    const auto index = static_cast<std::size_t>(readstat_variable_get_index(variable));
    Column& column = reading.table.columns.at(index);
    reading.table.row_count = std::max(reading.table.row_count, row + 1);
    if (column.is_numeric) {
      column.numbers.push_back(number_of(reading, column, row, value, variable));
      return;
    }
    const char* text = readstat_value_is_missing(value, variable) ? nullptr : readstat_string_value(value);
    column.texts.emplace_back(text ? text : "");
    const auto& codes = reading.options->missing_codes;
    if (std::find(codes.begin(), codes.end(), column.texts.back()) != codes.end()) column.texts.back().clear();
    if (column.first_text.line == 0 && !column.texts.back().empty()) column.first_text = {row + 1, index + 1};
  });
}

std::vector<double> numbers_in(const std::vector<std::string>& codes) {
  std::vector<double> numbers;
  for (const std::string& code : codes) {
    double number = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
    if (error == std::errc{} && end == code.data() + code.size()) numbers.push_back(number);
  }
  return numbers;
}

std::string lower_extension(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}
}  // namespace

DataTable read_sav(const std::filesystem::path& path, const CsvOptions& options) {
  Reading reading{.options = &options, .missing_numbers = numbers_in(options.missing_codes)};
  reading.table.source = path.string();
  const std::unique_ptr<readstat_parser_t, void (*)(readstat_parser_t*)> parser(readstat_parser_init(),
                                                                                readstat_parser_free);
  readstat_set_variable_handler(parser.get(), on_variable);
  readstat_set_value_handler(parser.get(), on_value);
  const readstat_error_t error = readstat_parse_sav(parser.get(), path.c_str(), &reading);
  if (reading.failure) std::rethrow_exception(reading.failure);
  if (error == READSTAT_ERROR_OPEN) {
    throw TableError(path.string(), {}, "the file cannot be read. Check that it exists and that you may read it.");
  }
  if (error != READSTAT_OK) {
    throw TableError(path.string(), {},
                     fmt::format("this is no SPSS file that can be read ({}).", readstat_error_message(error)));
  }
  if (reading.table.columns.empty()) throw TableError(path.string(), {}, "the file has no variables.");
  return std::move(reading.table);
}

DataTable read_data(const std::filesystem::path& path, const CsvOptions& options) {
  const std::string extension = lower_extension(path);
  if (extension == ".sav" || extension == ".zsav") return read_sav(path, options);
  for (const char* spreadsheet : {".xlsx", ".xls", ".ods", ".numbers"}) {
    if (extension != spreadsheet) continue;
    throw TableError(path.string(), {}, "spreadsheets are not read. Save the sheet as \"CSV UTF-8\" and try again.");
  }
  return read_csv(path, options);
}

}  // namespace rapport::stats
