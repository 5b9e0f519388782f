#include "base/utf8.hpp"

#include <unicode/utf8.h>

namespace rapport {
namespace {

bool is_unwanted_control(UChar32 c) {
  return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0);
}

}  // namespace

std::string well_formed_utf8(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  const auto length = static_cast<std::ptrdiff_t>(text.size());
  for (std::ptrdiff_t next = 0; next < length;) {
    const std::ptrdiff_t begin = next;
    UChar32 c = 0;
    U8_NEXT(text.data(), next, length, c);
    if (c < 0) {
      clean += "\uFFFD";
    } else if (!is_unwanted_control(c)) {
      clean.append(text, static_cast<std::size_t>(begin), static_cast<std::size_t>(next - begin));
    }
  }
  return clean;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  const auto length = static_cast<std::ptrdiff_t>(text.size());
  for (std::ptrdiff_t next = 0; next < length; ++count) {
    UChar32 c = 0;
    U8_NEXT(text.data(), next, length, c);
    (void)c;  // only how far the macro moved on matters
  }
  return count;
}

}  // namespace rapport
