#include "http/cookies.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace rapport::http;

TEST_CASE("cookies are read by name, whatever the spacing") {
  const auto cookies = parse_cookies("session=abc;  theme=\"dark\" ;broken; =nameless");
  REQUIRE(cookies.size() == 2);
  CHECK(*find(cookies, "session") == "abc");
  CHECK(*find(cookies, "theme") == "dark");
}

TEST_CASE("a flood of cookies is cut") {
  std::string header;
  for (int i = 0; i < 1000; ++i) header += "c" + std::to_string(i) + "=1; ";
  CHECK(parse_cookies(header).size() == 64);
}

TEST_CASE("a cookie is HttpOnly and SameSite=Lax unless told otherwise") {
  CHECK(cookie("abc", {}) == "abc; Path=/; HttpOnly; SameSite=Lax");
  CHECK(cookie("abc", {.secure = true, .max_age_s = 60}) == "abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60");
}

TEST_CASE("a cookie may be meant for a part of the site only") {
  CHECK(cookie("abc", {.path = "/say/wishes-1x9k"}) == "abc; Path=/say/wishes-1x9k; HttpOnly; SameSite=Lax");
}

TEST_CASE("a cookie value cannot smuggle attributes") {
  CHECK_THROWS_AS(cookie("abc; Domain=evil.example", {}), std::logic_error);
  CHECK_THROWS_AS(cookie("abc", {.path = "/; Domain=evil.example"}), std::logic_error);
}
