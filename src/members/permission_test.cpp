#include "members/permission.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace rapport;
using namespace rapport::members;

namespace {

constexpr const char* kMatrix = R"(
                    visitor member organizer service marketing research-development researcher admin
write_posts         .       yes    yes       yes     yes       yes                  yes        yes
moderate            .       .      yes       yes     yes       .                    .          yes
manage_products     .       .      .         .       yes       yes                  .          yes
manage_faq          .       .      .         yes     yes       yes                  .          yes
answer_board        .       .      .         yes     yes       yes                  yes        yes
build_surveys       .       .      .         .       yes       yes                  yes        yes
see_survey_results  .       .      .         yes     yes       yes                  yes        yes
export_answers      .       .      .         .       .         .                    yes        yes
use_lab             .       .      .         .       .         yes                  yes        yes
stop_estimations    .       .      .         .       .         .                    .          yes
use_desk            .       .      .         yes     yes       yes                  yes        yes
manage_members      .       .      .         .       .         .                    .          yes
)";

http::Request from(Role role) {
  http::Request request;
  request.reader.role = role;
  if (role != Role::visitor) request.reader.member = MemberId{7};
  return request;
}

}  // namespace

TEST_CASE("who may do what") {
  std::istringstream lines(kMatrix);
  std::string line;
  std::getline(lines, line);
  std::getline(lines, line);
  std::vector<Role> columns;
  std::istringstream heads(line);
  for (std::string word; heads >> word;) columns.push_back(role_from(word).value());
  REQUIRE(columns.size() == 8);

  int rows = 0;
  for (; std::getline(lines, line); ++rows) {
    std::istringstream cells(line);
    std::string name, cell;
    cells >> name;
    const auto permission = static_cast<Permission>(rows);
    REQUIRE(name == to_string(permission));
    for (const Role role : columns) {
      cells >> cell;
      INFO(name, " ", std::string(to_string(role)));
      CHECK(may(from(role).reader, permission) == (cell == "yes"));
    }
  }
  CHECK(rows == kPermissions);
}

TEST_CASE("a visitor is asked to sign in, a member without permission finds nothing") {
  CHECK_THROWS_AS(require(from(Role::visitor), Permission::use_desk), http::SignInRequired);
  CHECK_THROWS_AS(require(from(Role::member), Permission::use_desk), http::NotFound);
  CHECK_NOTHROW(require(from(Role::service), Permission::use_desk));
  CHECK(require_member(from(Role::member)) == MemberId{7});
  CHECK_THROWS_AS(require_member(from(Role::visitor)), http::SignInRequired);
}

TEST_CASE("a role without a member is nobody") {
  CHECK_FALSE(may(Reader{CommunityId{1}, std::nullopt, Role::admin}, Permission::manage_members));
}
