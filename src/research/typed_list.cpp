#include "research/typed_list.hpp"

namespace rapport::research {

std::vector<std::string> parts_of(std::string_view text, std::string_view separators, std::string_view ignored) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (separators.find(c) != std::string_view::npos) {
      parts.emplace_back();
    } else if (ignored.find(c) == std::string_view::npos) {
      parts.back() += c;
    }
  }
  std::erase(parts, "");
  return parts;
}

}  // namespace rapport::research
