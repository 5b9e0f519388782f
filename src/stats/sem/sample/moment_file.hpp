#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "stats/sem/sample/moment_input.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats::sem {

/// Covariances as a CSV file gives them: a header with the names of the variables, then a row for each variable in the
/// header's order, full or with an empty upper (or lower) triangle. A column headed `name` may name the rows; then
/// they may come in any order, and `mean`, `sd` and `n` may stand among them. With `sd` the matrix
/// holds correlations. A column `group` may hold the group of each row: every group has its own block of rows.
///   name,x1,x2,x3
///   x1,1,,
///   x2,0.30,1,
///   x3,0.44,0.34,1
///   sd,1.17,1.18,1.13
///   n,301,,
/// @param sizes  respondents of each group in the order of the file; they go before the rows `n`; may be empty
/// @throws TableError for a file that is not of this form, or a group without a number of respondents
std::vector<MomentInput> moments_in(const DataTable& file, const std::vector<std::size_t>& sizes = {});

/// What moments_in reads back as these inputs: with the columns name and, of several groups, group.
DataTable moments_table(const std::vector<MomentInput>& groups);

/// moments_in over a CSV file.
std::vector<MomentInput> read_moments(const std::filesystem::path& path, const std::vector<std::size_t>& sizes = {});

}  // namespace rapport::stats::sem
