#include "base/clock.hpp"

#include <doctest/doctest.h>

using namespace rapport;

TEST_CASE("one moment, written for machines, people and HTTP") {
  const std::int64_t moment = 1795269909000;
  CHECK(iso_time(moment) == "2026-11-21T14:05:09Z");
  CHECK(readable_time(moment) == "21 November 2026, 14:05 UTC");
  CHECK(http_time(moment) == "Sat, 21 Nov 2026 14:05:09 GMT");
}

TEST_CASE("a leap day, a day of one digit, and what was before 1970") {
  CHECK(iso_time(1709210096000) == "2024-02-29T12:34:56Z");
  CHECK(readable_time(1704067200000) == "1 January 2024, 00:00 UTC");
  CHECK(http_time(1704067200000) == "Mon, 01 Jan 2024 00:00:00 GMT");
  CHECK(iso_time(-1) == "1969-12-31T23:59:59Z");
}
