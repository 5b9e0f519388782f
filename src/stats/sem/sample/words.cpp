#include "stats/sem/sample/words.hpp"

#include <fmt/format.h>

namespace rapport::stats::sem {

std::string in_words(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

std::string respondents_were(std::size_t count) {
  return count == 1 ? "1 respondent was" : fmt::format("{} respondents were", count);
}

std::string in_group(const std::string& label) {
  return label.empty() ? "" : fmt::format(" in group {}", label);
}

}  // namespace rapport::stats::sem
