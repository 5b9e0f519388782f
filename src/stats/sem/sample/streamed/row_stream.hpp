#pragma once

#include <Eigen/Core>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "stats/table/csv.hpp"

namespace rapport::stats::sem {

struct StreamOptions {
  CsvOptions csv = {};
  unsigned threads = 0;                    // 0: as many as the machine has
  std::size_t block_bytes = 2 << 20;       // of text
  std::size_t cache_bytes = 256ULL << 20;  // of numbers, kept for the next pass; 0: every pass reads the file again
};

/// The complete answers of a CSV file that need not fit into memory, block by block. Besides the cache it holds a few
/// blocks for each thread.
/// What a block holds depends on the file and block_bytes alone, so that sums over blocks in their order are the same
/// for any number of threads. Unlike parse_csv it does not look at cells of other variables.
class RowStream {
 public:
  /// @param block  its number in the file, from 0, without gaps
  /// @param rows   respondents who answered every variable × variables; may have no rows
  using OnBlock = std::function<void(std::size_t block, const Eigen::MatrixXd& rows)>;

  RowStream(std::filesystem::path path, std::vector<std::string> variables, StreamOptions options = {});

  /// One pass over the file. `on_block` is called from several threads at once, in no particular order.
  /// @throws TableError as read_csv, for the first line in the file that is wrong; what on_block throws, for the first
  ///         block for which it does
  void each_block(const OnBlock& on_block);

  const std::vector<std::string>& variables() const { return variables_; }
  const std::string source() const { return path_.string(); }
  std::size_t original() const { return original_; }  // respondents in the file; known after the first pass

 private:
  std::filesystem::path path_;
  std::vector<std::string> variables_;
  StreamOptions options_;
  std::size_t original_ = 0;
  std::vector<Eigen::MatrixXd> cache_ = {};  // all blocks, or none
  bool is_cached_ = false;
};

/// The names in the header of a CSV file.
/// @throws TableError  as read_csv, for the header alone
std::vector<std::string> column_names(const std::filesystem::path& path);

}  // namespace rapport::stats::sem
