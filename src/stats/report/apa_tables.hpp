#pragma once

#include <string>
#include <vector>

namespace rapport::stats {

using TextRows = std::vector<std::vector<std::string>>;

/// Numbered tables with rules above and below their head and at their end, as journals print them.
class ApaTables {
 public:
  /// A table without rows is left out, and does not count.
  /// @param rows  as long as the head
  /// @param foot  below a rule of its own; rows may be shorter
  void add(const std::string& title, const std::vector<std::string>& head, const TextRows& rows,
           const std::string& note, const TextRows& foot = {});
  std::string take() { return std::move(text_); }

 private:
  void add_line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths);
  std::string text_;
  int count_ = 0;
};

}  // namespace rapport::stats
