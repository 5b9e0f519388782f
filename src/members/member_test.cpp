#include "members/member.hpp"

#include <doctest/doctest.h>

#include "members/one_time_link.hpp"
#include "members/token.hpp"
#include "support/community.hpp"

using namespace rapport;
using namespace rapport::members;

using test::Community;

TEST_CASE("initials are those of the first and the last word, in any script") {
  CHECK(initials("Ada Maria Kern") == "AK");
  CHECK(initials("zoë") == "Z");
  CHECK(initials("élise o'neil") == "ÉO");
  CHECK(initials("李雷") == "李");
  CHECK(initials("🚲") == "?");
}

TEST_CASE("an address belongs to one member of a community, however it is spelled") {
  Community community;
  const auto ada = community.add("Ada Kern", "Ada@Example.org");
  CHECK_THROWS_AS(community.add("Eve", "ada@example.ORG"), store::Conflict);
  const auto found = find_member_by_email(*community.database->session(), Community::id, "ADA@example.org");
  REQUIRE(found);
  CHECK(found->id == ada);
  CHECK(found->email == "Ada@Example.org");
  CHECK(found->handle == "ada-kern");
}

TEST_CASE("a role has a history of who gave it when") {
  Community community;
  const auto ada = community.add("Ada Kern", "ada@example.org");
  community.clock.advance(1000);
  community.change([&](store::Transaction& change) {
    set_role(change, Community::id, ada, Role::marketing, MemberId{9}, community.clock.now_ms());
  });
  CHECK(find_member(*community.database->session(), Community::id, ada)->role == Role::marketing);
  const auto history = role_history(*community.database->session(), Community::id, ada);
  REQUIRE(history.size() == 2);
  CHECK(history[0].role == "member");
  CHECK(history[1].role == "marketing");
}

TEST_CASE("a link works once, for its purpose, until it expires or a newer one is made") {
  Community community;
  const auto ada = community.add("Ada Kern", "ada@example.org");
  const OneTimeLink reset{.community = Community::id, .purpose = "reset-password", .member = ada};
  const auto make = [&] {
    return community.change([&](store::Transaction& change) { return make_link(change, reset, 0, 1000); });
  };
  const auto use = [&](const std::string& purpose, const std::string& token, std::int64_t now) {
    return community.change(
        [&](store::Transaction& change) { return use_link(change, Community::id, purpose, token, now); });
  };
  const auto older = make(), token = make();
  CHECK_FALSE(use("reset-password", older, 1));
  CHECK_FALSE(use("change-email", token, 1));
  CHECK_FALSE(use("reset-password", token, 1000));
  CHECK_FALSE(use("reset-password", token_hash(token), 1));
  CHECK(find_link(*community.database->session(), Community::id, "reset-password", token, 1));
  CHECK(use("reset-password", token, 1)->member == ada);
  CHECK_FALSE(use("reset-password", token, 1));
}
