#pragma once

#include <cmath>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "stats/table/csv.hpp"

namespace rapport::stats {

/// Builds CSV line by line: numbers with all their digits, empty where they are not defined.
class CsvWriter {
 public:
  CsvWriter& cell(std::string_view text) { return raw(csv_cell(text)); }
  CsvWriter& cell(double number) { return raw(std::isfinite(number) ? fmt::format("{}", number) : std::string()); }
  CsvWriter& cell(std::size_t count) { return raw(std::to_string(count)); }
  void end_line() {
    text_ += '\n';
    fresh_ = true;
  }
  std::string take() { return std::move(text_); }

 private:
  CsvWriter& raw(const std::string& text) {
    if (!fresh_) text_ += ',';
    fresh_ = false;
    text_ += text;
    return *this;
  }
  std::string text_;
  bool fresh_ = true;
};

}  // namespace rapport::stats
