#include "http/incoming.hpp"

#include <doctest/doctest.h>

#include "http/errors.hpp"

using namespace rapport::http;

namespace {

Request get(std::string_view target, Pairs headers = {}, const Networks& trusted = {}) {
  return read_request({.target = target, .headers = std::move(headers), .body = {}, .peer = "192.0.2.1"}, trusted);
}

}  // namespace

TEST_CASE("path and query are decoded") {
  const auto request = get("/community/e%2Dbikes?page=2&q=winter+range");
  CHECK(request.path == "/community/e-bikes");
  CHECK(request.query_string == "page=2&q=winter+range");
  CHECK(*find(request.query, "q") == "winter range");
  CHECK_FALSE(request.wants_json);
}

TEST_CASE("JSON is asked for by suffix or Accept, but a browser's Accept means a page") {
  CHECK(get("/products/one.json?x=1").path == "/products/one");
  CHECK(get("/products/one.json").wants_json);
  CHECK(get("/products/one", {{"accept", "application/json"}}).wants_json);
  CHECK_FALSE(get("/products/one", {{"accept", "text/html,application/json;q=0.5"}}).wants_json);
  CHECK(get("/assets/chart.json").path == "/assets/chart.json");
}

TEST_CASE("an address that is no text is refused") {
  CHECK_THROWS_AS(get("/a%00b"), BadRequest);
  CHECK_THROWS_AS(get("/a%FF"), BadRequest);
  CHECK_THROWS_AS(get("/a%4"), BadRequest);
  CHECK_THROWS_AS(get("http://elsewhere/"), BadRequest);
  CHECK_THROWS_AS(get("/a?q=%FF"), BadRequest);
}

TEST_CASE("forwarded headers count only from a trusted proxy") {
  const Pairs headers{{"host", "inside"},
                      {"x-forwarded-for", "203.0.113.9"},
                      {"x-forwarded-proto", "https"},
                      {"x-forwarded-host", "community.example"}};
  const auto direct = get("/", headers);
  CHECK(direct.address == "192.0.2.1");
  CHECK_FALSE(direct.https);
  CHECK(direct.header("host") == "inside");
  CHECK(direct.header("x-forwarded-for").empty());

  const auto proxied = get("/", headers, Networks({"192.0.2.0/24"}));
  CHECK(proxied.address == "203.0.113.9");
  CHECK(proxied.https);
  CHECK(proxied.header("host") == "community.example");
}

TEST_CASE("an IPv4 client of an IPv6 socket has its IPv4 address") {
  CHECK(read_request({.target = "/", .headers = {}, .body = {}, .peer = "::ffff:192.0.2.1"}, {}).address ==
        "192.0.2.1");
}

TEST_CASE("a client cannot choose its address by writing the header itself") {
  const Networks trusted({"192.0.2.1", "10.0.0.0/8"});
  CHECK(get("/", {{"x-forwarded-for", "1.2.3.4, 203.0.113.9, 10.0.0.2"}}, trusted).address == "203.0.113.9");
  CHECK(get("/", {{"x-forwarded-for", "1.2.3.4, nonsense"}}, trusted).address == "192.0.2.1");
}

TEST_CASE("form bodies become fields, other bodies stay") {
  Request form;
  form.headers = {{"content-type", "application/x-www-form-urlencoded; charset=UTF-8"}};
  form.body = "title=Hello";
  read_form(form);
  CHECK(*find(form.form, "title") == "Hello");
  CHECK(form.body.empty());

  Request data;
  data.headers = {{"content-type", "application/json"}};
  data.body = "{}";
  read_form(data);
  CHECK(data.body == "{}");
}
