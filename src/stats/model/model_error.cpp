#include "stats/model/model_error.hpp"

#include <fmt/format.h>

#include <utility>

namespace rapport::stats {
namespace {
std::string line_of(std::string_view text, std::size_t line) {
  for (; line > 1; --line) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  std::string shown(text);
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';  // keeps the caret in place, and terminals safe
  }
  return shown;
}

std::string message(std::string_view text, const TextPlace& place, const std::string& reason) {
  if (place.line == 0) return reason;
  const std::string caret(place.column > 0 ? place.column - 1 : 0, ' ');
  return fmt::format("line {}, column {}: {}\n  {}\n  {}^", place.line, place.column, reason, line_of(text, place.line),
                     caret);
}
}  // namespace

ModelError::ModelError(std::string_view text, TextPlace place_, std::string reason_)
    : std::runtime_error(message(text, place_, reason_)),
      place(place_),
      reason(std::move(reason_)),
      source_line(place_.line == 0 ? std::string() : line_of(text, place_.line)) {}

}  // namespace rapport::stats
