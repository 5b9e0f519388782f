#include "http/rate_limit.hpp"

#include <doctest/doctest.h>

#include <string_view>

using rapport::http::RateLimit;

namespace {

int take(RateLimit& limit, std::string_view key, std::int64_t now_ms) {
  return limit.take({reinterpret_cast<const std::uint8_t*>(key.data()), key.size()}, now_ms);
}

}  // namespace

TEST_CASE("a burst passes, then requests are told how long to wait") {
  RateLimit limit(30);  // one every two seconds, ten saved up
  for (int i = 0; i < 10; ++i) CHECK(take(limit, "ada", 1000) == 0);
  CHECK(take(limit, "ada", 1000) == 2);
  CHECK(take(limit, "ada", 2000) == 1);
  CHECK(take(limit, "ada", 3000) == 0);
  CHECK(take(limit, "ada", 3000) == 2);
}

TEST_CASE("one client's haste is not another's wait") {
  RateLimit limit(3);
  CHECK(take(limit, "ada", 0) == 0);
  CHECK(take(limit, "ada", 0) > 0);
  CHECK(take(limit, "bob", 0) == 0);
}

TEST_CASE("zero means no limit") {
  RateLimit limit(0);
  for (int i = 0; i < 10000; ++i) REQUIRE(take(limit, "ada", 0) == 0);
}

TEST_CASE("many clients cost no memory, only the memory of those long gone") {
  RateLimit limit(3, 8);
  CHECK(take(limit, "ada", 0) == 0);
  CHECK(take(limit, "ada", 1) > 0);
  for (int i = 0; i < 100; ++i) take(limit, "client " + std::to_string(i), 2 + i);
  CHECK(take(limit, "ada", 200) == 0);
}

TEST_CASE("a clock that steps back gives nothing away and breaks nothing") {
  RateLimit limit(3);
  CHECK(take(limit, "ada", 100000) == 0);
  CHECK(take(limit, "ada", 0) > 0);
}
