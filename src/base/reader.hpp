#pragma once

#include <optional>
#include <string_view>

#include "base/ids.hpp"

namespace rapport {

/// What a person may do here, from least to most special; members/permission.hpp says what each role may.
/// Every role above organizer is staff.
enum class Role { visitor, member, organizer, service, marketing, research_development, researcher, admin };

/// The word of a role in the database, the command line and JSON: "visitor" … "research-development" … "admin".
std::string_view to_string(Role role);
std::optional<Role> role_from(std::string_view text);

/// Who is asking: every store function takes it, or its community, first.
struct Reader {
  CommunityId community;
  std::optional<MemberId> member;  // empty for a visitor
  Role role = Role::visitor;

  bool is_staff() const { return role > Role::organizer; }
};

}  // namespace rapport
