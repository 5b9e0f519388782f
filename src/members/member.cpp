#include "members/member.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace rapport::members {

std::string profile_url(MemberId id, std::string_view handle) {
  std::string url = "/people/";
  return url.append(handle).append("-").append(to_base32(id));
}

std::string initials(std::string_view name) {
  std::string first, last;
  bool starts_word = true;
  for (std::int32_t i = 0; i < static_cast<std::int32_t>(name.size());) {
    UChar32 c;
    U8_NEXT(name.data(), i, static_cast<std::int32_t>(name.size()), c);
    const bool is_alphanumeric = c >= 0 && u_isalnum(c);  // below 0: ill-formed
    if (is_alphanumeric && starts_word) {
      std::string& into = first.empty() ? first : last;
      into.clear();
      char bytes[4];
      std::int32_t length = 0;
      U8_APPEND_UNSAFE(bytes, length, u_toupper(c));
      into.assign(bytes, static_cast<std::size_t>(length));
    }
    starts_word = !is_alphanumeric && c != '\'';
  }
  return first.empty() ? "?" : first + last;
}

int tone(MemberId id) {
  return static_cast<int>((static_cast<std::uint64_t>(id.value) * 0x9E3779B97F4A7C15u >> 32) % 6);
}

http::Value person(MemberId id, std::string_view name, std::string_view handle) {
  return http::Value()
      .set("name", name)
      .set("profile_url", profile_url(id, handle))
      .set("initials", initials(name))
      .set("tone", tone(id));
}

}  // namespace rapport::members
