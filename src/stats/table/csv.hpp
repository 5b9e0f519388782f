#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "stats/table/data_table.hpp"

namespace rapport::stats {

struct CsvOptions {
  std::vector<std::string> missing_codes = {};  // "-99": cells that mean "no answer", beside the empty cell and NA
};

/// Reads comma-separated values: one header line, then one line per respondent.
/// RFC 4180 with UTF-8 (a byte order mark is skipped), LF or CRLF line ends, quoted cells that may hold commas, line
/// breaks and doubled quotes. An unquoted empty cell, NA and the missing codes are missing; a code that is a number
/// matches equal numbers (-99 also -99.0). Spaces around an unquoted cell do not count.
/// A column is numeric if every cell that is not missing is a finite decimal number.
/// @param name  what to call the text in messages, usually the file name
/// @throws TableError for an empty text, a row of another length than the header, a duplicate or empty name in the
///         header, a quote where none may stand or one that is never closed, invalid UTF-8, a NUL byte
/// Source: RFC 4180 (2005).
DataTable parse_csv(std::string_view text, std::string name, const CsvOptions& options = {});

/// parse_csv over a file. Also throws TableError if the file cannot be read.
DataTable read_csv(const std::filesystem::path& path, const CsvOptions& options = {});

/// Writes the table as parse_csv reads it: quotes only where needed, missing cells empty, LF line ends, numbers with
/// as many digits as make them read back exactly.
std::string write_csv(const DataTable& table);

/// A cell as CSV wants it: quoted if it holds a comma, a quote or a line break.
std::string csv_cell(std::string_view text);

}  // namespace rapport::stats
