#include "members/identity.hpp"

#include <doctest/doctest.h>

#include "members/permission.hpp"
#include "members/token.hpp"
#include "support/community.hpp"

using namespace rapport;
using namespace rapport::members;

namespace {

struct Door : test::Community {
  Secret secret{*database};
  Identity identity{*database, clock, ids, secret};

  http::Request visit(http::Pairs cookies = {}, bool https = false) {
    http::Request request;
    request.headers = {{"host", "community.example:8080"}, {"user-agent", "A Browser/1.0"}};
    request.address = "192.0.2.1";
    request.cookies = std::move(cookies);
    request.https = https;
    identity.identify(request);
    return request;
  }
  http::Request visit_with(const std::string& token) { return visit({{kSessionCookie, token}}); }

  /// @return the session's token, as the browser keeps it
  std::string sign_in(MemberId member, const http::Request& request) {
    const auto cookie = change([&](store::Transaction& at) { return identity.sign_in(at, request, member); });
    const auto begin = cookie.find('=') + 1;
    return cookie.substr(begin, cookie.find(';') - begin);
  }
};

const std::string* cookie_set(const http::Request& request, std::string_view name) {
  return http::find(request.set_cookies, name);
}

}  // namespace

TEST_CASE("a visitor without a cookie gets one, and a form token that stays the same with it") {
  Door door;
  const auto first = door.visit();
  CHECK_FALSE(first.reader.member);
  CHECK(first.reader.community == test::Community::id);
  REQUIRE(cookie_set(first, kVisitorCookie));
  CHECK(cookie_set(first, kVisitorCookie)->find("; HttpOnly; SameSite=Lax") != std::string::npos);
  const auto second = door.visit({{kVisitorCookie, first.session}});
  CHECK(second.set_cookies.empty());
  CHECK(second.csrf_token == first.csrf_token);
  CHECK(door.visit().csrf_token != first.csrf_token);
}

TEST_CASE("a browser that says odd bytes of itself signs in, and is listed with what can be shown") {
  Door door;
  const auto member = door.add("Ingrid Solvang", "ingrid@example.org");
  auto request = door.visit();
  request.headers = {{"host", "community.example"}, {"user-agent", "Caf\xE9 " + std::string(294, 'a') + "é"}};
  CHECK(door.visit_with(door.sign_in(member, request)).reader.member == member);
  const auto browsers = sessions_of(*door.database->session(), test::Community::id, member, door.clock.now_ms());
  REQUIRE(browsers.size() == 1);
  CHECK(browsers.front().user_agent.starts_with("Caf\uFFFD aaa"));
}

TEST_CASE("a cookie that we cannot have made is replaced") {
  Door door;
  const auto request = door.visit({{kVisitorCookie, "chosen"}, {kSessionCookie, "' OR 1=1"}});
  CHECK(request.session != "chosen");
  CHECK(cookie_set(request, kVisitorCookie));
  CHECK(cookie_set(request, kSessionCookie)->find("Max-Age=0") != std::string::npos);
}

TEST_CASE("a member is known by the session, with the role of this moment") {
  Door door;
  const auto ada = door.add("Ada Kern", "ada@example.org");
  const auto token = door.sign_in(ada, door.visit());
  CHECK(door.visit_with(token).reader.member == ada);
  CHECK(door.visit_with(token).reader.role == Role::member);
  door.change([&](store::Transaction& at) { set_role(at, Door::id, ada, Role::service, {}, 1); });
  CHECK(door.visit_with(token).reader.role == Role::service);
  CHECK_FALSE(door.visit_with(random_token()).reader.member);
}

TEST_CASE("the token changes with each sign-in, and the one before ends") {
  Door door;
  const auto ada = door.add("Ada Kern", "ada@example.org");
  const auto first = door.sign_in(ada, door.visit());
  const auto second = door.sign_in(ada, door.visit_with(first));
  CHECK(first != second);
  CHECK_FALSE(door.visit_with(first).reader.member);
  CHECK(door.visit_with(second).csrf_token != door.visit_with(first).csrf_token);
}

TEST_CASE("the database holds no token that opens anything") {
  Door door;
  const auto token = door.sign_in(door.add("Ada Kern", "ada@example.org"), door.visit());
  CHECK_FALSE(door.visit_with(token_hash(token)).reader.member);
}

TEST_CASE("the session cookie is for this site only, hidden from scripts, and secure behind HTTPS") {
  Door door;
  const auto ada = door.add("Ada Kern", "ada@example.org");
  const auto cookie =
      door.change([&](store::Transaction& at) { return door.identity.sign_in(at, door.visit({}, true), ada); });
  CHECK(cookie.starts_with("rapport_session="));
  for (const char* part : {"; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Max-Age=2592000"}) {
    CAPTURE(part);
    CHECK(cookie.find(part) != std::string::npos);
  }
}

TEST_CASE("a session lasts while it is used, and 30 days longer") {
  Door door;
  const auto token = door.sign_in(door.add("Ada Kern", "ada@example.org"), door.visit());
  for (int day = 0; day < 40; ++day) {
    door.clock.advance(24LL * 3'600'000);
    REQUIRE(door.visit_with(token).reader.member);
  }
  door.clock.advance(kSessionLasts_ms);
  CHECK_FALSE(door.visit_with(token).reader.member);
}

TEST_CASE("when a session was seen is written every few minutes, not with each request") {
  Door door;
  const auto ada = door.add("Ada Kern", "ada@example.org");
  const auto token = door.sign_in(ada, door.visit());
  const auto seen = [&] { return sessions_of(*door.database->session(), Door::id, ada, 0).at(0).seen_at_ms; };
  const auto at_first = seen();
  door.clock.advance(4 * 60'000);
  door.visit_with(token);
  CHECK(seen() == at_first);
  door.clock.advance(60'000);
  door.visit_with(token);
  CHECK(seen() == at_first + 5 * 60'000);
}

TEST_CASE("signing out ends the session everywhere, not only the cookie") {
  Door door;
  const auto token = door.sign_in(door.add("Ada Kern", "ada@example.org"), door.visit());
  const auto cookie =
      door.change([&](store::Transaction& at) { return door.identity.sign_out(at, door.visit_with(token)); });
  CHECK(cookie.find("Max-Age=0") != std::string::npos);
  CHECK_FALSE(door.visit_with(token).reader.member);
}

TEST_CASE("the layout knows the site's name, and the member with role and unread notifications") {
  Door door;
  const auto visitor = door.visit();
  CHECK(http::to_json(door.identity.layout(visitor)) ==
        R"({"site_name":"Test community","csrf_token":")" + visitor.csrf_token + "\"}");
  const auto ada = door.add("Ada Kern", "ada@example.org", Role::service);
  const auto layout = http::to_json(door.identity.layout(door.visit_with(door.sign_in(ada, door.visit()))));
  CHECK(layout.find(R"("name":"Ada Kern","profile_url":"/people/ada-kern-)") != std::string::npos);
  CHECK(layout.find(R"("initials":"AK")") != std::string::npos);
  CHECK(layout.find(R"("staff":true,"researcher":false)") != std::string::npos);
  CHECK(layout.find("unread") == std::string::npos);
}

TEST_CASE("the secret is made once, and every process derives the same from it") {
  Door door;
  const Secret again{*door.database};
  CHECK(again.derive("csrf", "x") == door.secret.derive("csrf", "x"));
  CHECK(again.derive("csrf", "x") != again.derive("other", "x"));
  test::Community elsewhere;
  CHECK(Secret{*elsewhere.database}.derive("csrf", "x") != again.derive("csrf", "x"));
}

TEST_CASE("a pseudonym is the same within one purpose and says nothing between two") {
  Door door;
  const auto one = pseudonym(door.secret, Door::id, MemberId{7}, "survey 1");
  CHECK(one == pseudonym(door.secret, Door::id, MemberId{7}, "survey 1"));
  CHECK(one != pseudonym(door.secret, Door::id, MemberId{7}, "survey 2"));
  CHECK(one != pseudonym(door.secret, Door::id, MemberId{8}, "survey 1"));
  CHECK(one.size() == 16);
}
