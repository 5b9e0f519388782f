#include "stats/table/sav.hpp"

#include <fmt/format.h>
#include <readstat.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <exception>
#include <limits>
#include <map>
#include <memory>
#include <utility>

namespace rapport::stats {
namespace {
/// What the reader's callbacks fill in. They are called by C code, which no exception may cross.
struct Reading {
  DataTable table = {};
  const CsvOptions* options = nullptr;
  std::vector<double> missing_numbers = {};
  std::map<std::string, std::vector<ValueLabel>> label_sets = {};  // several variables may share one
  std::vector<std::string> label_set_of = {};                      // of each column; empty: none
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

std::string text_of(const char* text) {
  return text ? text : "";
}

int on_variable(int, readstat_variable_t* variable, const char* label_set, void* context) {
  return guarded(context, [&](Reading& reading) {
    const bool is_numeric = readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_NUMERIC;
    reading.table.columns.push_back({.name = text_of(readstat_variable_get_name(variable)),
                                     .is_numeric = is_numeric,
                                     .label = text_of(readstat_variable_get_label(variable))});
    reading.label_set_of.push_back(text_of(label_set));
  });
}

int on_value_label(const char* label_set, readstat_value_t value, const char* label, void* context) {
  return guarded(context, [&](Reading& reading) {
    if (readstat_type_class(readstat_value_type(value)) != READSTAT_TYPE_CLASS_NUMERIC) return;
    reading.label_sets[text_of(label_set)].push_back({readstat_double_value(value), text_of(label)});
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
    const bool is_missing = readstat_value_is_missing(value, variable) != 0;
    column.texts.push_back(is_missing ? "" : text_of(readstat_string_value(value)));
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
/// An SPSS file in memory, for ReadStat to read from.
struct Bytes {
  std::string_view content = {};
  std::size_t at = 0;
};

void read_from_memory(readstat_parser_t* parser, Bytes& bytes) {
  readstat_set_io_ctx(parser, &bytes);
  readstat_set_open_handler(parser, [](const char*, void*) { return 0; });
  readstat_set_close_handler(parser, [](void*) { return 0; });
  readstat_set_read_handler(parser, [](void* into, std::size_t count, void* context) {
    auto& from = *static_cast<Bytes*>(context);
    const std::string_view part = from.content.substr(std::min(from.at, from.content.size()), count);
    std::copy(part.begin(), part.end(), static_cast<char*>(into));
    from.at += part.size();
    return static_cast<ssize_t>(part.size());
  });
  readstat_set_seek_handler(parser, [](readstat_off_t offset, readstat_io_flags_t whence, void* context) {
    auto& from = *static_cast<Bytes*>(context);
    const auto size = static_cast<readstat_off_t>(from.content.size());
    readstat_off_t base = 0;
    if (whence == READSTAT_SEEK_CUR) base = static_cast<readstat_off_t>(from.at);
    if (whence == READSTAT_SEEK_END) base = size;
    if (base + offset < 0) return readstat_off_t{-1};  // beyond the end is allowed, as in a file
    from.at = static_cast<std::size_t>(base + offset);
    return base + offset;
  });
}

/// @param bytes  null: read the file of this name
DataTable read_spss(const std::string& source, Bytes* bytes, const CsvOptions& options) {
  Reading reading{.options = &options, .missing_numbers = numbers_in(options.missing_codes)};
  reading.table.source = source;
  const std::unique_ptr<readstat_parser_t, void (*)(readstat_parser_t*)> parser(readstat_parser_init(),
                                                                                readstat_parser_free);
  readstat_set_variable_handler(parser.get(), on_variable);
  readstat_set_value_label_handler(parser.get(), on_value_label);
  readstat_set_value_handler(parser.get(), on_value);
  if (bytes) read_from_memory(parser.get(), *bytes);
  const readstat_error_t error = readstat_parse_sav(parser.get(), source.c_str(), &reading);
  if (reading.failure) std::rethrow_exception(reading.failure);
  if (error == READSTAT_ERROR_OPEN)
    throw TableError(source, {}, "the file cannot be read. Check that it exists and that you may read it.");
  if (error != READSTAT_OK)
    throw TableError(source, {},
                     fmt::format("this is no SPSS file that can be read ({}).", readstat_error_message(error)));
  if (reading.table.columns.empty()) throw TableError(source, {}, "the file has no variables.");
  for (std::size_t i = 0; i < reading.table.columns.size(); ++i) {
    const auto labels = reading.label_sets.find(reading.label_set_of[i]);
    if (labels != reading.label_sets.end()) reading.table.columns[i].value_labels = labels->second;
  }
  return std::move(reading.table);
}
}  // namespace

bool is_spss_name(const std::filesystem::path& path) {
  const std::string extension = lower_extension(path);
  return extension == ".sav" || extension == ".zsav";
}

DataTable read_sav(const std::filesystem::path& path, const CsvOptions& options) {
  return read_spss(path.string(), nullptr, options);
}

DataTable parse_sav(std::string_view content, const std::string& source, const CsvOptions& options) {
  Bytes bytes{.content = content};
  return read_spss(source, &bytes, options);
}

DataTable read_data(const std::filesystem::path& path, const CsvOptions& options) {
  if (is_spss_name(path)) return read_sav(path, options);
  const std::string extension = lower_extension(path);
  for (const char* spreadsheet : {".xlsx", ".xls", ".ods", ".numbers"}) {
    if (extension != spreadsheet) continue;
    throw TableError(path.string(), {}, "spreadsheets are not read. Save the sheet as \"CSV UTF-8\" and try again.");
  }
  return read_csv(path, options);
}

}  // namespace rapport::stats
