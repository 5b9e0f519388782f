#include <doctest/doctest.h>

#include "members/consent/research_consent.hpp"
#include "members/counters/counter.hpp"
#include "members/profile/personal_data.hpp"
#include "members/sessions/session.hpp"
#include "support/member_site.hpp"

using namespace rapport;
using namespace rapport::members;
using test::location;
using test::MemberSite;
using test::shows;

namespace {

constexpr const char* kNew = "a bicycle under the bridge";

struct Home : MemberSite {
  MemberId ada = add_with_password("Ada Kern", "ada@example.org");
  Browser browser_of_ada = signed_in("ada@example.org");
  std::optional<Member> now() { return find_member(*database->session(), id, ada); }
};

}  // namespace

TEST_CASE("everyone may see the public profile, and nothing private on it") {
  Home home;
  home.browser_of_ada.submit("/profile", {{"name", "Ada Kern"}, {"city", "Oslo"}, {"bio", "I ride *all year*."}});
  const auto page = home.browser().get(profile_url(home.ada, "whatever-words"));
  CHECK(page.status == 200);
  CHECK(shows(page, "Ada Kern"));
  CHECK(shows(page, "Oslo"));
  CHECK(shows(page, "<em>all year</em>"));
  CHECK(shows(page, "21 November 2026"));
  CHECK_FALSE(shows(page, "ada@example.org"));
  const auto json = home.browser().json(profile_url(home.ada, "ada-kern"));
  CHECK(shows(json, "\"name\":\"Ada Kern\""));
  CHECK_FALSE(shows(json, "example.org"));
  CHECK(home.browser().get("/people/nobody-1x9k2f7q").status == 404);
  CHECK(home.browser().get("/people/nobody").status == 404);
}

TEST_CASE("a profile counts what its member wrote") {
  Home home;
  home.change([&](store::Transaction& change) {
    spine::Event event;
    event.community = Home::id;
    event.kind = "post.written";
    event.actor = home.ada;
    spine::append(change, event);
  });
  spine::catch_up(*home.database, Home::id, subscribers());
  CHECK(shows(home.browser().get(profile_url(home.ada, "ada")), "1 reply"));
}

TEST_CASE("one's own profile is for oneself only") {
  Home home;
  auto visitor = home.browser();
  CHECK(location(visitor.get("/profile")).starts_with("/sign-in"));
  CHECK(visitor.submit("/profile", {{"name", "Eve"}}).status == 303);
  CHECK(home.now()->name == "Ada Kern");
}

TEST_CASE("markup in a bio is rendered safely, and mistakes come back filled in") {
  Home home;
  home.browser_of_ada.submit("/profile", {{"name", "Ada"}, {"bio", "<script>alert(1)</script> [x](javascript:y)"}});
  const auto page = home.browser().get(profile_url(home.ada, "ada"));
  CHECK_FALSE(shows(page, "<script>alert"));
  CHECK_FALSE(shows(page, "javascript:"));
  const auto wrong = home.browser_of_ada.submit("/profile", {{"name", ""}, {"city", "Bergen"}});
  CHECK(wrong.status == 422);
  CHECK(shows(wrong, "Bergen"));
  CHECK(home.now()->name == "Ada");
}

TEST_CASE("a new password needs the old one, ends every other session and changes the token of this one") {
  Home home;
  auto elsewhere = home.signed_in("ada@example.org");
  auto& here = home.browser_of_ada;
  const auto token = here.cookie(kSessionCookie);
  CHECK(here.submit("/profile/password", {{"current", "a guess of mine"}, {"password", kNew}}).status == 422);
  CHECK(elsewhere.member());
  const auto answer = here.submit("/profile/password", {{"current", MemberSite::kPassword}, {"password", kNew}});
  CHECK(answer.status == 303);
  CHECK(here.member() == home.ada);
  CHECK(here.cookie(kSessionCookie) != token);
  CHECK_FALSE(elsewhere.member());
  CHECK(home.signed_in("ada@example.org", kNew).member());
  CHECK(home.mails().back().subject == "Your password at Test community was changed");
}

TEST_CASE("the old password cannot be guessed at an open browser") {
  Home home;
  int status = 422;
  int guesses = 0;
  for (; guesses < 30 && status == 422; ++guesses) {
    status = home.browser_of_ada.submit("/profile/password", {{"current", "guess no. x"}, {"password", kNew}}).status;
  }
  CHECK(status == 429);
  CHECK(guesses == 11);
}

TEST_CASE("a new address counts once its owner followed the link, and the old one is told") {
  Home home;
  auto& here = home.browser_of_ada;
  const http::Pairs wish{{"email", "kern@example.org"}, {"current", MemberSite::kPassword}};
  CHECK(here.submit("/profile/email", {{"email", "kern@example.org"}, {"current", "a guess"}}).status == 422);
  CHECK(here.submit("/profile/email", wish).status == 303);
  CHECK(home.now()->email == "ada@example.org");
  const auto mail = home.mails().back();
  CHECK(mail.to == "kern@example.org");
  CHECK(shows(here.get(mail.link()), "kern@example.org"));
  CHECK(home.now()->email == "ada@example.org");
  CHECK(here.submit(mail.link()).status == 303);
  CHECK(home.now()->email == "kern@example.org");
  CHECK(home.mails().back().to == "ada@example.org");
  CHECK(here.submit(mail.link()).status == 410);
}

TEST_CASE("asking for somebody else's address tells nothing") {
  Home home;
  home.add("Bob", "bob@example.org");
  const auto answer =
      home.browser_of_ada.submit("/profile/email", {{"email", "bob@example.org"}, {"current", MemberSite::kPassword}});
  CHECK(location(answer) == "/profile?saved=email_sent");
  CHECK(home.mails().back().to == "bob@example.org");
  CHECK(home.mails().back().subject == "You already have an account at Test community");
}

TEST_CASE("research consent is given and withdrawn with a button, and the page shows when") {
  Home home;
  auto& here = home.browser_of_ada;
  const auto consents = [&] { return consents_to_research(*home.database->session(), Home::id, home.ada); };
  CHECK(here.submit("/profile/consent", {{"consent", "give"}}).status == 303);
  CHECK(consents());
  CHECK(here.submit("/profile/consent", {{"consent", "withdraw"}}).status == 303);
  CHECK_FALSE(consents());
  const auto page = here.get("/profile");
  CHECK(shows(page, "You agreed (text of 2026-1)"));
  CHECK(shows(page, "You withdrew your consent"));
  CHECK(here.submit("/profile/consent", {{"consent", "perhaps"}}).status == 400);
}

TEST_CASE("a member downloads everything that is kept, and no secret with it") {
  Home home;
  home.members.add_personal_data(
      {"posts", [](store::Session&, CommunityId, MemberId) { return http::List{http::Value().set("text", "Hi")}; }});
  home.browser_of_ada.submit("/profile/consent", {{"consent", "give"}});
  const auto answer = home.browser_of_ada.get("/profile/data");
  CHECK(answer.status == 200);
  const auto data = nlohmann::json::parse(answer.body);
  CHECK(data["account"]["email"] == "ada@example.org");
  CHECK(data["roles"].size() == 1);
  CHECK(data["research_consent"][0]["given"] == true);
  CHECK(data["sessions"][0]["user_agent"] == "A Browser/1.0");
  CHECK(data["posts"][0]["text"] == "Hi");
  CHECK_FALSE(shows(answer, "argon2"));
  CHECK_FALSE(shows(answer, home.browser_of_ada.cookie(kSessionCookie)));
  CHECK(home.browser().get("/profile/data").status == 303);
}

TEST_CASE("sessions are listed with where they are, and can be ended one by one or all others at once") {
  Home home;
  auto& here = home.browser_of_ada;
  auto second = home.signed_in("ada@example.org");
  auto third = home.signed_in("ada@example.org");
  const auto page = nlohmann::json::parse(here.json("/profile/sessions").body);
  REQUIRE(page["sessions"].size() == 3);
  int current = 0;
  std::string of_third;
  for (const auto& row : page["sessions"]) {
    current += row["current"].get<bool>();
    CHECK(row["address"] == "192.0.2.1");
  }
  CHECK(current == 1);
  const auto page_of_third = nlohmann::json::parse(third.json("/profile/sessions").body);
  for (const auto& row : page_of_third["sessions"]) {
    if (row["current"] == true) of_third = row["id"];
  }
  CHECK(shows(here.get("/profile/sessions"), "This browser"));
  CHECK(here.submit("/profile/sessions/end", {{"session", of_third}}).status == 303);
  CHECK_FALSE(third.member());
  CHECK(second.member());
  CHECK(here.submit("/profile/sessions/end-others").status == 303);
  CHECK_FALSE(second.member());
  CHECK(here.member());
}

TEST_CASE("nobody can end another member's session") {
  Home home;
  home.add_with_password("Bob", "bob@example.org");
  auto bob = home.signed_in("bob@example.org");
  const auto sessions = sessions_of(*home.database->session(), Home::id, home.ada, 0);
  REQUIRE(sessions.size() == 1);
  CHECK(bob.submit("/profile/sessions/end", {{"session", to_base32(sessions[0].id)}}).status == 404);
  CHECK(home.browser_of_ada.member());
}
