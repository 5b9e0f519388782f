#include <doctest/doctest.h>

#include "members/notifications/follow.hpp"
#include "support/member_site.hpp"

using namespace rapport;
using namespace rapport::members;
using test::location;
using test::MemberSite;
using test::shows;

namespace {

struct Talk : MemberSite {
  MemberId ada = add_with_password("Ada Kern", "ada@example.org");
  MemberId bob = add_with_password("Bob <3", "bob@example.org");
  Browser browser_of_ada = signed_in("ada@example.org");

  Talk() {
    change([&](store::Transaction& at) { follow(at, id, ada, "topic", 500, clock.now_ms()); });
  }
  void bob_writes(const std::string& title) {
    change([&](store::Transaction& at) {
      spine::Event event;
      event.community = id;
      event.kind = "post.written";
      event.actor = bob;
      event.subject = 7;
      event.context = 500;
      event.details = nlohmann::json{{"title", title}, {"path", "/community/riding/winter-range-fm"}}.dump();
      event.at_ms = clock.now_ms();
      spine::append(at, event);
    });
    spine::catch_up(*database, id, subscribers());
  }
};

}  // namespace

TEST_CASE("a reply shows in the bar and in the list, and opening it marks it read") {
  Talk talk;
  CHECK(shows(talk.browser_of_ada.get("/notifications"), "Nothing yet"));
  talk.bob_writes("Winter <range>");
  const auto page = talk.browser_of_ada.get("/notifications");
  CHECK(shows(page, "Bob &lt;3 replied"));
  CHECK(shows(page, "Winter &lt;range&gt;"));
  CHECK(shows(page, "1 unread notification"));
  const std::string url =
      nlohmann::json::parse(talk.browser_of_ada.json("/notifications").body)["notifications"][0]["url"];
  CHECK(location(talk.browser_of_ada.get(url)) == "/community/riding/winter-range-fm");
  CHECK_FALSE(shows(talk.browser_of_ada.get("/notifications"), "1 unread notification"));
}

TEST_CASE("all can be marked read at once, and a long list goes on by key") {
  Talk talk;
  for (int i = 0; i < 35; ++i) talk.bob_writes("Reply " + std::to_string(i));
  const auto page = nlohmann::json::parse(talk.browser_of_ada.json("/notifications").body);
  REQUIRE(page["notifications"].size() == 30);
  CHECK(page["notifications"][0]["title"] == "Reply 34");
  const auto older = nlohmann::json::parse(talk.browser_of_ada.json(page["older_url"]).body);
  CHECK(older["notifications"].size() == 5);
  CHECK(older["notifications"][4]["title"] == "Reply 0");
  CHECK(talk.browser_of_ada.submit("/notifications/read").status == 303);
  CHECK_FALSE(shows(talk.browser_of_ada.get("/notifications"), "unread notification"));
}

TEST_CASE("nobody sees or opens another's notifications") {
  Talk talk;
  talk.bob_writes("Winter range");
  const std::string url =
      nlohmann::json::parse(talk.browser_of_ada.json("/notifications").body)["notifications"][0]["url"];
  auto bob = talk.signed_in("bob@example.org");
  CHECK(bob.get(url).status == 404);
  CHECK(location(talk.browser().get("/notifications")).starts_with("/sign-in"));
}
