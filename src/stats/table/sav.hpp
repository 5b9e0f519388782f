#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "stats/table/csv.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats {

/// Reads an SPSS file (.sav or the compressed .zsav). Numbers become numeric columns, texts text columns, in the file's
/// order. Missing: what SPSS calls system-missing, the user-missing values and ranges that the file declares, empty
/// texts, and the missing codes of the options. Answers are their numbers; what the file says of a variable
/// and its values is kept in Column::label and value_labels.
/// @throws TableError if the file cannot be read, is damaged, has no variables, or holds an infinite number
/// Source: ReadStat 1.1, whose reader this wraps.
DataTable read_sav(const std::filesystem::path& path, const CsvOptions& options = {});

/// The same from memory. @param source  the file's name, for messages
DataTable parse_sav(std::string_view content, const std::string& source, const CsvOptions& options = {});

/// Whether a file of this name is one of SPSS: .sav or .zsav.
bool is_spss_name(const std::filesystem::path& path);

/// Reads a table by the extension of its name: .sav and .zsav as SPSS files, spreadsheets not at all, anything else as
/// CSV.
/// @throws TableError as read_sav and read_csv; for a spreadsheet it says how to save it
DataTable read_data(const std::filesystem::path& path, const CsvOptions& options = {});

}  // namespace rapport::stats
