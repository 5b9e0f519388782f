#include "text/slug.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <mutex>

namespace rapport::text {
namespace {

constexpr std::size_t kLongest = 60;

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

std::string to_ascii(std::string_view text) {
  if (is_ascii(text)) return std::string(text);  // most titles; the transliterator is slow to load
  static std::mutex mutex;                       // ICU's transliterators are not thread-safe
  static const std::unique_ptr<icu::Transliterator> latin = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
  }();
  auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  {
    std::lock_guard lock(mutex);
    latin->transliterate(unicode);
  }
  std::string ascii;
  unicode.toUTF8String(ascii);
  return ascii;
}

}  // namespace

std::string slug(std::string_view title) {
  std::string words;
  for (const char c : to_ascii(title)) {
    if (c >= 'A' && c <= 'Z') {
      words += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      words += c;
    } else if (c != '\'' && !words.empty() && words.back() != '-') {
      words += '-';
    }
  }
  if (words.size() > kLongest) {
    const auto cut = words.rfind('-', kLongest);
    words.resize(cut == std::string::npos || cut == 0 ? kLongest : cut);
  }
  while (!words.empty() && words.back() == '-') words.pop_back();
  return words.empty() ? "item" : words;
}

}  // namespace rapport::text
