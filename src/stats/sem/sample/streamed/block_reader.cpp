#include "stats/sem/sample/streamed/block_reader.hpp"

#include <algorithm>
#include <cstring>

#include "stats/table/data_table.hpp"

namespace rapport::stats::sem {
namespace {
/// One past the line end of the last whole row of a text that begins with a row; 0 if it holds none. A line end
/// between quotes is none.
std::size_t end_of_rows(const std::string& text) {
  const char* const begin = text.data();
  const auto* quote = static_cast<const char*>(std::memchr(begin, '"', text.size()));
  if (!quote) return text.rfind('\n') + 1;  // npos + 1 is 0
  std::size_t end = text.rfind('\n', static_cast<std::size_t>(quote - begin)) + 1;
  bool quoted = false;
  for (std::size_t i = static_cast<std::size_t>(quote - begin); i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\n' && !quoted) end = i + 1;
  }
  return end;
}

std::size_t end_of_first_row(const std::string& text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\n' && !quoted) return i + 1;
  }
  return 0;
}

bool is_blank_line(const std::string& line) {
  return line.find_first_not_of(" \t\r\n") == std::string::npos;
}
}  // namespace

BlockReader::BlockReader(const std::filesystem::path& path, std::size_t block_bytes)
    : file_(path, std::ios::binary), block_bytes_(block_bytes) {
  if (std::filesystem::is_directory(path) || !file_) {
    throw TableError(path.string(), {}, "the file cannot be read. Check that it exists and that you may read it.");
  }
  while (pending_.size() < 3 && read_more()) {
  }
  if (pending_.starts_with("\xEF\xBB\xBF")) pending_.erase(0, 3);
  do {
    std::size_t end = end_of_first_row(pending_);
    while (end == 0 && read_more()) end = end_of_first_row(pending_);
    if (end == 0) end = pending_.size();
    header_ = pending_.substr(0, end);
    header_lines_ += static_cast<std::size_t>(std::count(header_.begin(), header_.end(), '\n'));
    pending_.erase(0, end);
  } while (!header_.empty() && is_blank_line(header_));
  if (header_.empty()) {
    throw TableError(path.string(), {}, "the file is empty. It needs a header line and one line per respondent.");
  }
  if (header_.back() != '\n') header_ += '\n';
}

bool BlockReader::read_more() {
  const std::size_t before = pending_.size();
  pending_.resize(before + block_bytes_);
  file_.read(pending_.data() + before, static_cast<std::streamsize>(block_bytes_));
  pending_.resize(before + static_cast<std::size_t>(file_.gcount()));
  return pending_.size() > before;
}

std::string BlockReader::next() {
  std::size_t end = 0;
  bool more = true;
  while (more && end == 0) {
    more = read_more();
    end = more ? end_of_rows(pending_) : pending_.size();
  }
  std::string rest = pending_.substr(end);
  pending_.resize(end);
  std::swap(pending_, rest);
  return rest;
}

}  // namespace rapport::stats::sem
