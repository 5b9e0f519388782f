#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/reader.hpp"
#include "http/value.hpp"

namespace rapport::members {

/// Somebody with an account whose address was confirmed.
struct Member {
  CommunityId community;
  MemberId id;
  std::string name;
  std::string handle;  // words for addresses; not unique, the id behind it is
  std::string email;   // as typed; private
  Role role = Role::member;
  std::string bio;  // Markdown
  std::string bio_html;
  std::string city;
  std::int64_t created_at_ms = 0;
};

/// "/people/ada-kern-1x9k2f7q"
std::string profile_url(MemberId id, std::string_view handle);

/// One or two letters for the round picture: "AK" for "Ada Maria Kern", "李" for "李雷".
std::string initials(std::string_view name);

/// 0 to 5: the colour of the round picture, always the same for one person.
int tone(MemberId id);

/// {"name", "profile_url", "initials", "tone"}: how a person stands in lists, posts and the top bar.
http::Value person(MemberId id, std::string_view name, std::string_view handle);

}  // namespace rapport::members
