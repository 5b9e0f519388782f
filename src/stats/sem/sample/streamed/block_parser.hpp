#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "stats/table/csv.hpp"

namespace rapport::stats::sem {

/// The numbers in a block of CSV rows.
struct ParsedBlock {
  Eigen::MatrixXd rows = {};  // who answered every variable, by variables
  std::size_t original = 0;   // all respondents of the block
  std::size_t lines = 0;      // of the text
};

/// Turns blocks into numbers: plain ones by a short loop, any other by parse_csv, which knows quotes and errors.
class BlockParser {
 public:
  /// @param header     the file's header line
  /// @throws TableError for a header that parse_csv refuses, or a variable that it lacks
  BlockParser(std::string header, const std::string& source, const std::vector<std::string>& variables,
              const CsvOptions& options);

  /// Safe to call from several threads at once.
  /// @throws TableError  its line counts from the first of the block
  ParsedBlock parse(const std::string& block) const;

 private:
  bool parse_plain(const std::string& block, ParsedBlock& parsed) const;
  ParsedBlock parse_with_quotes(const std::string& block) const;
  bool is_missing(double number) const;

  std::string header_;
  std::string source_;
  std::vector<std::string> variables_;
  CsvOptions options_;
  std::vector<std::ptrdiff_t> place_ = {};  // by column of the file: which variable it is, or -1
  std::vector<double> missing_numbers_ = {};
};

}  // namespace rapport::stats::sem
