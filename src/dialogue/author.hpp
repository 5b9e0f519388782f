#pragma once

#include <optional>
#include <string>

#include "base/reader.hpp"
#include "http/value.hpp"

namespace rapport::dialogue {

/// Who wrote something, as lists and pages show it.
struct Author {
  MemberId id;
  std::string name;  // empty once the account is gone
  std::string handle;
  Role role = Role::member;
  friend bool operator==(const Author&, const Author&) = default;
};

/// What rows of member_card give, all empty when the account is gone.
Author author_from(MemberId id, std::optional<std::string> name, std::optional<std::string> handle,
                   const std::optional<std::string>& role);

/// {"id", "name", "url", "initials", "tone", "is_staff"}; name and url are null once the account is gone.
http::Value author_model(const Author& author);

}  // namespace rapport::dialogue
