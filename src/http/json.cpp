#include <unicode/utf8.h>

#include <charconv>
#include <cmath>

#include "base/clock.hpp"
#include "http/value.hpp"

namespace rapport::http {
namespace {

bool needs_care(unsigned char c) {
  return c < 0x20 || c == '"' || c == '\\' || c >= 0x7f;
}

void write_escape(std::string& out, UChar32 c) {
  constexpr char kHex[] = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(c >> shift) & 15];
  }
}

void write_text(std::string& out, std::string_view text) {
  out += '"';
  const auto length = static_cast<std::ptrdiff_t>(text.size());
  for (std::ptrdiff_t next = 0; next < length;) {
    const std::ptrdiff_t begin = next;
    while (next < length && !needs_care(static_cast<unsigned char>(text[static_cast<std::size_t>(next)]))) ++next;
    out.append(text.data() + begin, static_cast<std::size_t>(next - begin));
    if (next == length) break;
    const std::ptrdiff_t careful = next;
    UChar32 c = 0;
    U8_NEXT(text.data(), next, length, c);
    if (c < 0) {
      out += "\uFFFD";
    } else if (c < 0x80 || c == 0x2028 || c == 0x2029) {  // the two line separators end a line in older JavaScript
      write_escape(out, c);
    } else {
      out.append(text.data() + careful, static_cast<std::size_t>(next - careful));
    }
  }
  out += '"';
}

template <class Number>
void write_number(std::string& out, Number number) {
  char digits[32];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
  out.append(digits, end);
}

struct Writer {
  std::string& out;

  void operator()(std::monostate) const { out += "null"; }
  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(std::int64_t number) const { write_number(out, number); }
  void operator()(double number) const {
    if (std::isfinite(number)) {
      write_number(out, number);
    } else {
      out += "null";
    }
  }
  void operator()(const std::string& text) const { write_text(out, text); }
  void operator()(const Html& html) const { write_text(out, html.markup); }
  void operator()(Time time) const { write_text(out, iso_time(time.ms)); }
  void operator()(const Money& money) const {
    out += "{\"minor\":";
    write_number(out, money.minor);
    out += ",\"currency\":";
    write_text(out, money.currency);
    out += '}';
  }
  void operator()(const List& list) const {
    char separator = '[';
    for (const Value& element : list) {
      out += separator;
      std::visit(*this, element.data());
      separator = ',';
    }
    out += list.empty() ? "[]" : "]";
  }
  void operator()(const Value::Object& object) const {
    char separator = '{';
    for (const auto& [key, value] : object) {
      out += separator;
      write_text(out, key);
      out += ':';
      std::visit(*this, value.data());
      separator = ',';
    }
    out += object.empty() ? "{}" : "}";
  }
};

}  // namespace

std::string to_json(const Value& value) {
  std::string out;
  std::visit(Writer{out}, value.data());
  return out;
}

}  // namespace rapport::http
