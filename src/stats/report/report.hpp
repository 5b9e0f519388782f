#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "stats/table/named_matrix.hpp"

namespace rapport::stats {

/// A number with so many decimals; NaN shows as a dash.
struct ReportNumber {
  double value = 0;
  int decimals = 3;
  bool is_pvalue = false;  // "<0.001" instead of 0.000
};
/// One cell: words, a count or a number.
using ReportCell = std::variant<std::string, std::size_t, ReportNumber>;

/// A captioned table. The first column names the rows.
struct ReportTable {
  std::string caption = {};
  std::vector<std::string> columns = {};
  std::vector<std::vector<ReportCell>> rows = {};
  std::string note = {};     // below the table; empty for none
  std::string drawing = {};  // above the table in HTML: an SVG element of our own making, or empty
};

/// What is printed for people: warnings first, then facts, drawing and tables.
struct Report {
  std::string title = {};
  std::vector<std::string> warnings = {};
  std::vector<std::string> facts = {};  // "250 respondents", "Converged after 7 iterations"
  std::string drawing = {};             // an SVG element of our own making, or empty
  std::vector<ReportTable> tables = {};
  std::vector<std::pair<std::string, std::string>> listings = {};  // at the end, in HTML only: a heading and plain text
};

/// Which cells of a matrix are shown: all of items by constructs, or a part of constructs by constructs.
enum class MatrixPart { all, lower, lower_with_diagonal };

/// A matrix with names as a table of numbers.
ReportTable matrix_table(const NamedMatrix& matrix, const std::string& caption, MatrixPart part,
                         const std::string& note);

/// Aligned columns for a terminal; numbers to the right.
std::string report_text(const Report& report);
/// One file that needs no other: HTML with its style, light and dark, every name escaped.
std::string report_html(const Report& report);

/// A number as reports print it: fixed decimals, "–" if it is not defined, no minus before zero.
std::string printed(const ReportNumber& number);

}  // namespace rapport::stats
