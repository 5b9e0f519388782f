#include "base/ids.hpp"

#include <doctest/doctest.h>

using namespace rapport;

TEST_CASE("an id reads back from its address form, also as a person would mistype it") {
  for (const std::int64_t id : {std::int64_t{0}, std::int64_t{31}, std::int64_t{32}, std::int64_t{372036854775807}}) {
    CHECK(from_base32(to_base32(id)) == id);
  }
  CHECK(from_base32("1X9K2F7Q") == from_base32("1x9k2f7q"));
  CHECK(from_base32("lo") == from_base32("10"));
}

TEST_CASE("what is no id is refused") {
  CHECK(!from_base32(""));
  CHECK(!from_base32("not an id"));
  CHECK(!from_base32("u"));
  CHECK(!from_base32("zzzzzzzzzzz"));  // 55 bits
}

TEST_CASE("ids increase, differ between processes, and stay within 53 bits") {
  FixedClock clock{1893456000000};  // 2030
  IdSource first{clock, 0}, second{clock, 31};
  std::int64_t previous = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto id = first.next();
    CHECK(id > previous);
    CHECK(id != second.next());
    CHECK(id < (std::int64_t{1} << 53));
    previous = id;
  }
  clock.set(1893455000000);  // a clock set back does not repeat an id
  CHECK(first.next() > previous);
}
