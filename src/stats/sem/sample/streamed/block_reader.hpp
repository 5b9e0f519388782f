#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>

namespace rapport::stats::sem {

/// Cuts a CSV file into blocks of whole rows, of about the same size, with bounded memory. Where the cuts are depends
/// on the file alone.
class BlockReader {
 public:
  /// @throws TableError if the file cannot be read, or is empty
  BlockReader(const std::filesystem::path& path, std::size_t block_bytes);

  const std::string& header() const { return header_; }  // with its line end
  std::size_t header_lines() const { return header_lines_; }

  /// The next rows, ending with a line end (but for the end of the file); empty at the end.
  std::string next();

 private:
  bool read_more();  // appends to pending_; false at the end of the file

  std::ifstream file_;
  std::size_t block_bytes_;
  std::string pending_ = {};
  std::string header_ = {};
  std::size_t header_lines_ = 0;
};

}  // namespace rapport::stats::sem
