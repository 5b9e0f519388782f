#include <doctest/doctest.h>

#include "support/member_site.hpp"

using namespace rapport;
using namespace rapport::members;
using test::location;
using test::MemberSite;
using test::shows;

namespace {

http::Pairs as_ada(const std::string& password = MemberSite::kPassword) {
  return {{"email", "ada@example.org"}, {"password", password}};
}

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

/// The page without what differs from request to request.
std::string page_of(const http::Response& response) {
  std::string body = response.body;
  const auto token = body.find("name=\"csrf_token\" value=\"");
  if (token != std::string::npos) body.erase(token, 80);
  return body;
}

}  // namespace

TEST_CASE("address and password lead in, and back to where one wanted to go") {
  MemberSite site;
  const auto ada = site.add_with_password("Ada Kern", "ada@example.org");
  auto browser = site.browser();
  CHECK(shows(browser.get("/sign-in?next=/community/riding"), "value=\"/community/riding\""));
  auto fields = as_ada();
  fields[0].second = "ADA@Example.org";  // however it is spelled
  fields.emplace_back("next", "/community/riding");
  const auto answer = browser.submit("/sign-in", fields);
  CHECK(answer.status == 303);
  CHECK(location(answer) == "/community/riding");
  CHECK(browser.member() == ada);
}

TEST_CASE("a link cannot lead from the sign-in to another site") {
  for (const char* elsewhere : {"https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "",
                                "/x\r\nSet-Cookie: a=b"}) {
    CAPTURE(elsewhere);
    CHECK(local_path(elsewhere) == "/");
  }
  CHECK(local_path("/community/riding?page=2") == "/community/riding?page=2");
}

TEST_CASE("an unknown address and a wrong password look the same") {
  MemberSite site;
  site.add_with_password("Ada Kern", "ada@example.org");
  auto browser = site.browser();
  const auto wrong = browser.submit("/sign-in", as_ada("a guess of mine"));
  CHECK(wrong.status == 422);
  CHECK(shows(wrong, "do not belong together"));
  CHECK_FALSE(browser.member());
  site.change([&](store::Transaction& change) {
    set_email(change, MemberSite::id, find_member_by_email(change, MemberSite::id, "ada@example.org")->id,
              "other@example.org");
  });
  const auto unknown = browser.submit("/sign-in", as_ada());
  CHECK(unknown.status == 422);
  CHECK(page_of(unknown) == page_of(wrong));
}

TEST_CASE("an account without a password lets nobody in") {
  MemberSite site;
  site.add("Ada Kern", "ada@example.org");
  auto browser = site.browser();
  CHECK(browser.submit("/sign-in", as_ada("")).status == 422);
  CHECK(browser.submit("/sign-in", as_ada()).status == 422);
}

TEST_CASE("guessing is slowed down, and the owner at another address is not") {
  MemberSite site;
  site.add_with_password("Ada Kern", "ada@example.org");
  auto guesser = site.browser("198.51.100.7");
  for (int guess = 0; guess < 5; ++guess) CHECK(guesser.submit("/sign-in", as_ada("guess no. x")).status == 422);
  const auto refused = guesser.submit("/sign-in", as_ada());
  CHECK(refused.status == 429);
  CHECK(std::stoi(header(refused, "Retry-After")) <= 301);
  CHECK_FALSE(guesser.member());
  CHECK(site.browser().submit("/sign-in", as_ada()).status == 303);
  site.clock.advance(5 * 60'000 + 1);
  CHECK(guesser.submit("/sign-in", as_ada()).status == 303);
}

TEST_CASE("guessing from many addresses at one account is slowed down, too") {
  MemberSite site;
  site.add_with_password("Ada Kern", "ada@example.org");
  int status = 422;
  int guesses = 0;
  for (; guesses < 60 && status == 422; ++guesses) {
    auto guesser = site.browser("2001:db8:" + std::to_string(guesses) + "::1");
    status = guesser.submit("/sign-in", as_ada("guess no. x")).status;
  }
  CHECK(status == 429);
  CHECK(guesses == 31);
}

TEST_CASE("trying many accounts from one network is slowed down") {
  MemberSite site;
  int status = 422;
  int guesses = 0;
  for (; guesses < 60 && status == 422; ++guesses) {
    auto guesser = site.browser("2001:db8:1:1::" + std::to_string(guesses));  // one /64
    status = guesser
                 .submit("/sign-in",
                         {{"email", "x" + std::to_string(guesses) + "@example.org"}, {"password", "guess no. x"}})
                 .status;
  }
  CHECK(status == 429);
  CHECK(guesses == 21);
}

TEST_CASE("mistakes before a right password are forgiven") {
  MemberSite site;
  site.add_with_password("Ada Kern", "ada@example.org");
  auto browser = site.browser();
  for (int round = 0; round < 2; ++round) {
    for (int mistake = 0; mistake < 4; ++mistake) browser.submit("/sign-in", as_ada("a mistake"));
    CHECK(browser.submit("/sign-in", as_ada()).status == 303);
    browser.submit("/sign-out");
  }
}

TEST_CASE("a sign-in that another site sends does nothing") {
  MemberSite site;
  site.add_with_password("Ada Kern", "ada@example.org");
  auto browser = site.browser();
  browser.get("/sign-in");
  CHECK(browser.post("/sign-in", as_ada()).status == 403);
  auto other = site.browser();
  other.get("/sign-in");
  auto fields = as_ada();
  fields.emplace_back("csrf_token", other.form_token());  // a token, but of another browser
  CHECK(browser.post("/sign-in", fields).status == 403);
  CHECK_FALSE(browser.member());
}

TEST_CASE("signing out ends the session") {
  MemberSite site;
  site.add_with_password("Ada Kern", "ada@example.org");
  auto browser = site.signed_in("ada@example.org");
  REQUIRE(browser.member());
  const auto token = browser.cookie(kSessionCookie);
  CHECK(location(browser.submit("/sign-out")) == "/");
  CHECK_FALSE(browser.member());
  auto thief = site.browser();
  thief.set_cookie(kSessionCookie, token);
  CHECK_FALSE(thief.member());
}

TEST_CASE("who is signed in already is led on") {
  MemberSite site;
  site.add_with_password("Ada Kern", "ada@example.org");
  auto browser = site.signed_in("ada@example.org");
  CHECK(location(browser.get("/sign-in?next=/profile")) == "/profile");
  CHECK(location(browser.get("/sign-up")) == "/");
}

TEST_CASE("a password kept with other costs is renewed when it is used") {
  MemberSite site;
  Passwords costlier{{.passes = 2, .memory_bytes = 1 << 20}};
  const auto ada = site.add("Ada Kern", "ada@example.org", Role::member, costlier.hash(MemberSite::kPassword));
  auto browser = site.signed_in("ada@example.org");
  REQUIRE(browser.member());
  const auto hash = password_hash_of(*site.database->session(), MemberSite::id, ada);
  CHECK_FALSE(site.members.site().passwords.is_outdated(hash));
}
