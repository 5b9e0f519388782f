#include "http/request.hpp"

#include <doctest/doctest.h>

using namespace rapport;
using namespace rapport::http;

TEST_CASE("an id stands alone in an address or behind a slug") {
  Request request;
  request.params = {{"topic", "winter-range-" + to_base32(123456)}, {"post", to_base32(42)}, {"odd", "winter-range-u"}};
  CHECK(request.id_param<EventId>("topic") == EventId{123456});
  CHECK(request.id_param<EventId>("post") == EventId{42});
  CHECK_THROWS_AS(request.id_param<EventId>("odd"), NotFound);
  CHECK_THROWS_AS(request.id_param<EventId>("absent"), NotFound);
}

TEST_CASE("query parameters and headers that are absent are empty") {
  Request request;
  request.query = {{"q", "brakes"}, {"q", "second"}, {"before", to_base32(7)}, {"after", "???"}};
  request.headers = {{"accept", "text/html"}};
  CHECK(request.query_value("q") == "brakes");
  CHECK(request.query_value("page").empty());
  CHECK(request.query_id("before") == 7);
  CHECK_FALSE(request.query_id("after"));
  CHECK_FALSE(request.query_id("absent"));
  CHECK(request.header("accept") == "text/html");
  CHECK(request.header("cookie").empty());
}

TEST_CASE("a form field comes trimmed, with plain line ends and well-formed") {
  Request request;
  request.form = {{"body", "  one\r\ntwo\rthree \n"}, {"name", std::string("A\0d\xff", 4)}, {"blank", " \r\n "}};
  CHECK(request.field("body") == "one\ntwo\nthree");
  CHECK(request.field("name") == "Ad\uFFFD");
  CHECK(request.field("blank").empty());
  CHECK(request.field("absent").empty());
}

TEST_CASE("check boxes of one name give all their values") {
  Request request;
  request.form = {{"like", "a"}, {"other", "x"}, {"like", " b "}};
  CHECK(request.fields("like") == std::vector<std::string>{"a", "b"});
  CHECK(request.fields("absent").empty());
}
