#include "stats/sem/sample/streamed/block_parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

#include "stats/model/path_model.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
}  // namespace

BlockParser::BlockParser(std::string header, const std::string& source, const std::vector<std::string>& variables,
                         const CsvOptions& options)
    : header_(std::move(header)), source_(source), variables_(variables), options_(options) {
  const std::vector<std::string> names = parse_csv(header_, source).names();
  place_.assign(names.size(), -1);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const auto found = std::find(names.begin(), names.end(), variables[i]);
    if (found == names.end()) {
      const auto nearest = nearest_name(variables[i], names);
      throw TableError(source, {},
                       fmt::format("there is no variable {}.{}", variables[i],
                                   nearest ? fmt::format(" Did you mean {}?", *nearest) : ""));
    }
    place_[static_cast<std::size_t>(found - names.begin())] = static_cast<std::ptrdiff_t>(i);
  }
  for (const std::string& code : options.missing_codes) {
    double number = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
    if (error == std::errc{} && end == code.data() + code.size()) missing_numbers_.push_back(number);
  }
}

bool BlockParser::is_missing(double number) const {
  return std::find(missing_numbers_.begin(), missing_numbers_.end(), number) != missing_numbers_.end();
}

ParsedBlock BlockParser::parse(const std::string& block) const {
  ParsedBlock parsed;
  if (!std::memchr(block.data(), '"', block.size()) && parse_plain(block, parsed)) return parsed;
  return parse_with_quotes(block);
}

/// False at the first thing that is not a plain number, an empty cell or NA, for parse_csv to judge.
bool BlockParser::parse_plain(const std::string& block, ParsedBlock& parsed) const {
  const auto p = static_cast<Index>(variables_.size());
  std::vector<double> numbers;
  numbers.reserve(block.size() / place_.size());
  std::vector<double> row(variables_.size());
  const char* at = block.data();
  const char* const end = at + block.size();
  while (at != end) {
    ++parsed.lines;
    if (*at == '\r' && at + 1 != end && at[1] == '\n') ++at;
    if (*at == '\n') {  // a blank line
      ++at;
      continue;
    }
    bool complete = true;
    for (std::size_t column = 0; column < place_.size(); ++column) {
      if (column > 0) {
        if (at == end || *at != ',') return false;
        ++at;
      }
      if (place_[column] < 0) {
        while (at != end && *at != ',' && *at != '\n') ++at;
        continue;
      }
      double& number = row[static_cast<std::size_t>(place_[column])];
      const auto [after, error] = std::from_chars(at, end, number);
      if (error == std::errc{}) {
        if (!std::isfinite(number)) return false;
        at = after;
        if (is_missing(number)) complete = false;
      } else {
        if (end - at >= 2 && at[0] == 'N' && at[1] == 'A') at += 2;
        complete = false;  // if the cell is not empty, the next column or the line end will not be found
      }
    }
    if (at != end && *at == '\r') ++at;
    if (at != end && *at != '\n') return false;
    if (at != end) ++at;
    ++parsed.original;
    if (complete) numbers.insert(numbers.end(), row.begin(), row.end());
  }
  parsed.rows = Eigen::Map<const RowMajor>(numbers.data(), static_cast<Index>(numbers.size()) / p, p);
  return true;
}

ParsedBlock BlockParser::parse_with_quotes(const std::string& block) const {
  ParsedBlock parsed{.lines = static_cast<std::size_t>(std::count(block.begin(), block.end(), '\n'))};
  const auto header_lines = static_cast<std::size_t>(std::count(header_.begin(), header_.end(), '\n'));
  try {
    const DataTable table = parse_csv(header_ + block, source_, options_);
    parsed.original = table.row_count;
    const std::vector<std::size_t> complete = complete_rows(table, variables_);
    parsed.rows.resize(static_cast<Index>(complete.size()), static_cast<Index>(variables_.size()));
    for (std::size_t i = 0; i < variables_.size(); ++i) {
      const std::span<const double> column = numbers_of(table, variables_[i]);
      for (std::size_t k = 0; k < complete.size(); ++k) {
        parsed.rows(static_cast<Index>(k), static_cast<Index>(i)) = column[complete[k]];
      }
    }
  } catch (const TableError& error) {
    throw TableError(error.file, {error.place.line - std::min(error.place.line, header_lines), error.place.column},
                     error.reason);
  }
  return parsed;
}

}  // namespace rapport::stats::sem
