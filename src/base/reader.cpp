#include "base/reader.hpp"

#include <array>
#include <utility>

namespace rapport {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 8> kRoles{{
    {Role::visitor, "visitor"},
    {Role::member, "member"},
    {Role::organizer, "organizer"},
    {Role::service, "service"},
    {Role::marketing, "marketing"},
    {Role::research_development, "research-development"},
    {Role::researcher, "researcher"},
    {Role::admin, "admin"},
}};

}  // namespace

std::string_view to_string(Role role) {
  return kRoles[static_cast<std::size_t>(role)].second;
}

std::optional<Role> role_from(std::string_view text) {
  for (const auto& [role, word] : kRoles) {
    if (word == text) return role;
  }
  return std::nullopt;
}

}  // namespace rapport
