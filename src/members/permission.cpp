#include "members/permission.hpp"

#include <array>
#include <initializer_list>

namespace rapport::members {
namespace {

struct Row {
  Permission permission;
  std::string_view name;
  unsigned roles;
};

constexpr unsigned bit(Role role) {
  return 1U << static_cast<unsigned>(role);
}
constexpr unsigned roles(std::initializer_list<Role> list) {
  unsigned bits = 0;
  for (const Role role : list) bits |= bit(role);
  return bits;
}
constexpr unsigned from(Role lowest) {
  unsigned bits = 0;
  for (auto role = static_cast<unsigned>(lowest); role <= static_cast<unsigned>(Role::admin); ++role)
    bits |= 1U << role;
  return bits;
}

using enum Role;
using enum Permission;
constexpr std::array<Row, kPermissions> kTable{{
    {write_posts, "write_posts", from(member)},
    {moderate, "moderate", roles({organizer, service, marketing, admin})},
    {manage_products, "manage_products", roles({marketing, research_development, admin})},
    {manage_faq, "manage_faq", roles({service, marketing, research_development, admin})},
    {answer_board, "answer_board", from(service)},
    {build_surveys, "build_surveys", roles({marketing, research_development, researcher, admin})},
    {see_survey_results, "see_survey_results", from(service)},
    {export_answers, "export_answers", roles({researcher, admin})},
    {use_lab, "use_lab", roles({research_development, researcher, admin})},
    {stop_estimations, "stop_estimations", roles({admin})},
    {use_desk, "use_desk", from(service)},
    {manage_members, "manage_members", roles({admin})},
}};

constexpr bool rows_stand_in_the_order_of_the_enum() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<std::size_t>(kTable[i].permission) != i) return false;
  }
  return true;
}
static_assert(rows_stand_in_the_order_of_the_enum());

const Row& row_of(Permission permission) {
  return kTable[static_cast<std::size_t>(permission)];
}

}  // namespace

std::string_view to_string(Permission permission) {
  return row_of(permission).name;
}

bool may(const Reader& reader, Permission permission) {
  return reader.member && (row_of(permission).roles & bit(reader.role)) != 0;
}

void require(const http::Request& request, Permission permission) {
  require_member(request);
  if (!may(request.reader, permission)) throw http::NotFound{};
}

MemberId require_member(const http::Request& request) {
  if (!request.reader.member) throw http::SignInRequired{};
  return *request.reader.member;
}

}  // namespace rapport::members
