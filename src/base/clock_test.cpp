#include "base/clock.hpp"

#include <doctest/doctest.h>

using namespace rapport;

TEST_CASE("one moment, written for machines, people and HTTP") {
  const std::int64_t moment = 1795269909000;
  CHECK(iso_time(moment) == "2026-11-21T14:05:09Z");
  CHECK(readable_time(moment) == "21 November 2026, 14:05 UTC");
  CHECK(http_time(moment) == "Sat, 21 Nov 2026 14:05:09 GMT");
}
