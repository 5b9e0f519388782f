#pragma once

#include <filesystem>

#include "stats/table/csv.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats {

/// Reads an SPSS file (.sav or the compressed .zsav). Numbers become numeric columns, texts text columns, in the file's
/// order. Missing: what SPSS calls system-missing, the user-missing values and ranges that the file declares, empty
/// texts, and the missing codes of the options. Value labels are not read: answers are their numbers.
/// @throws TableError if the file cannot be read, is damaged, has no variables, or holds an infinite number
/// Source: ReadStat 1.1, whose reader this wraps.
DataTable read_sav(const std::filesystem::path& path, const CsvOptions& options = {});

/// Reads a table by the extension of its name: .sav and .zsav as SPSS files, spreadsheets not at all, anything else as
/// CSV.
/// @throws TableError as read_sav and read_csv; for a spreadsheet it says how to save it
DataTable read_data(const std::filesystem::path& path, const CsvOptions& options = {});

}  // namespace rapport::stats
