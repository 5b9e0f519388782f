#include "http/urlencoded.hpp"

#include <doctest/doctest.h>

#include "http/errors.hpp"

using namespace rapport::http;

TEST_CASE("a form body becomes fields, in order and decoded") {
  const auto fields = parse_urlencoded("title=Winter+range&body=%C3%A9l%C3%A8ve%20%26+co&empty=&flag&&a=1&a=2");
  REQUIRE(fields.size() == 6);
  CHECK(*find(fields, "title") == "Winter range");
  CHECK(*find(fields, "body") == "élève & co");
  CHECK(find(fields, "empty")->empty());
  CHECK(find(fields, "flag")->empty());
  CHECK(fields[4].second == "1");
  CHECK(fields[5].second == "2");
}

TEST_CASE("bytes that no database takes as text are refused") {
  CHECK_THROWS_AS(parse_urlencoded("a=%FF"), BadRequest);
  CHECK_THROWS_AS(parse_urlencoded("a=%00"), BadRequest);
  CHECK_THROWS_AS(parse_urlencoded("a=\xC3\x28"), BadRequest);
  CHECK_THROWS_AS(parse_urlencoded("a=%ED%A0%80"), BadRequest);  // half of a surrogate pair
}

TEST_CASE("broken escapes are refused") {
  CHECK_FALSE(url_decode("%4", false));
  CHECK_FALSE(url_decode("%zz", false));
  CHECK(*url_decode("a%41+", false) == "aA+");
}

TEST_CASE("too many fields are refused") {
  CHECK_NOTHROW(parse_urlencoded("a&b&c", 3));
  CHECK_THROWS_AS(parse_urlencoded("a&b&c&d", 3), BadRequest);
}

TEST_CASE("an encoded address survives decoding") {
  CHECK(url_encode("/a b?c=é&d") == "%2Fa%20b%3Fc%3D%C3%A9%26d");
  CHECK(*url_decode(url_encode("/a b?c=é&d"), true) == "/a b?c=é&d");
}
