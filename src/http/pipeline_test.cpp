#include "http/pipeline.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "base/errors.hpp"
#include "http/conditional.hpp"
#include "http/errors.hpp"
#include "http/metrics.hpp"
#include "http/pipeline_fixture.hpp"

using namespace rapport;
using namespace rapport::http;
using rapport::http::test::House;

namespace {

std::string header(const Response& response, std::string_view name) {
  const auto* value = find_header(response, name);
  return value ? *value : "";
}

}  // namespace

TEST_CASE("one handler serves the page and its JSON") {
  House house;
  const auto as_page = house.get("/hello");
  CHECK(as_page.status == 200);
  CHECK(as_page.body == "<title>Hello</title><p>Ada &amp; Bob</p>");
  CHECK(header(as_page, "content-type") == "text/html; charset=utf-8");
  CHECK(header(as_page, "cache-control") == "private, no-cache");
  CHECK(header(as_page, "vary") == "Accept, Accept-Encoding, Cookie");

  auto request = House::request("/hello");
  request.wants_json = true;
  const auto as_json = house.pipeline().handle(request);
  CHECK(as_json.body == R"({"name":"Ada & Bob"})");
  CHECK(header(as_json, "content-type") == "application/json");
}

TEST_CASE("a fragment comes without the layout") {
  House house;
  CHECK(house.get("/part").body == "<p>Ada &amp; Bob</p>");
}

TEST_CASE("each exception has its status, as a page and as problem JSON") {
  House house;
  for (const auto& [name, status] : std::vector<std::pair<std::string, int>>{{"not-found", 404},
                                                                             {"bad-request", 400},
                                                                             {"csrf", 403},
                                                                             {"too-many", 429},
                                                                             {"too-large", 413},
                                                                             {"unavailable", 503},
                                                                             {"fault", 500}}) {
    CAPTURE(name);
    auto request = House::request("/throw/" + name);
    const auto page = house.pipeline().handle(request);
    CHECK(page.status == status);
    CHECK(page.body.starts_with("<title>"));
    CHECK(header(page, "cache-control") == "no-store");
    request.wants_json = true;
    const auto problem = house.pipeline().handle(request);
    CHECK(problem.status == status);
    CHECK(header(problem, "content-type") == "application/problem+json");
    CHECK(problem.body.find("\"status\":" + std::to_string(status)) != std::string::npos);
  }
}

TEST_CASE("what went wrong inside is never shown, but carries the number of the request") {
  House house;
  const auto response = house.get("/throw/fault");
  CHECK(response.body.find("secret detail") == std::string::npos);
  CHECK(response.body.find(header(response, "x-request-id")) != std::string::npos);
  CHECK(house.get("/throw/unavailable").body.find("secret detail") == std::string::npos);
}

TEST_CASE("a bad request says what is wrong with it, escaped") {
  House house;
  CHECK(house.get("/throw/bad-request").body.find("no &lt;page&gt; of that number") != std::string::npos);
}

TEST_CASE("a visitor is led to sign-in and back, a client is told") {
  House house;
  auto request = House::request("/throw/sign-in");
  request.query_string = "page=2";
  const auto page = house.pipeline().handle(request);
  CHECK(page.status == 303);
  CHECK(header(page, "location") == "/sign-in?next=%2Fthrow%2Fsign-in%3Fpage%3D2");
  request.wants_json = true;
  CHECK(house.pipeline().handle(request).status == 401);
}

TEST_CASE("an address that does not exist is 404, one that cannot do this is 405 and says what it can") {
  House house;
  CHECK(house.get("/nowhere").status == 404);
  const auto refused = house.post("/hello", {});
  CHECK(refused.status == 405);
  CHECK(header(refused, "allow") == "GET, HEAD");
  CHECK(house.pipeline().refuse(House::request("/form"), 405).status == 405);
}

TEST_CASE("a form needs its token, in a field or a header, and from this site") {
  House house;
  CHECK(house.post("/form", {{"csrf_token", House::token}, {"name", "Ada"}}).body == "Ada");
  CHECK(house.post("/form", {{"name", "Ada"}}).status == 403);
  CHECK(house.post("/form", {{"csrf_token", "another"}}).status == 403);
  CHECK(house.post("/form", {{"csrf_token", ""}}).status == 403);

  auto request = House::request("/form");
  request.method = Method::post;
  request.headers.emplace_back("x-csrf-token", House::token);
  CHECK(house.pipeline().handle(request).status == 200);
  request.headers.emplace_back("origin", "https://community.example");
  CHECK(house.pipeline().handle(request).status == 200);
  request.headers.back().second = "https://evil.example";
  CHECK(house.pipeline().handle(request).status == 403);
  request.headers.back().second = "null";
  CHECK(house.pipeline().handle(request).status == 403);
}

TEST_CASE("no token at all protects nothing, so a reader without one cannot post") {
  House house(House::unlimited(), [](Request& request) { request.csrf_token.clear(); });
  CHECK(house.post("/form", {{"csrf_token", ""}}).status == 403);
}

TEST_CASE("a machine endpoint with a signature of its own needs no token") {
  House house;
  CHECK(house.post("/hook", {}).status == 200);
}

TEST_CASE("an urlencoded body is parsed before the handler sees it") {
  House house;
  auto request = House::request("/form");
  request.method = Method::post;
  request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  request.body = std::string("csrf_token=") + House::token + "&name=Ada+K";
  CHECK(house.pipeline().handle(request).body == "Ada K");
}

TEST_CASE("a body over the route's limit is 413 before anybody reads it") {
  House house;
  auto request = House::request("/small");
  request.method = Method::post;
  request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  request.body = std::string("csrf_token=") + House::token;
  CHECK(house.pipeline().handle(request).status == 200);
  request.body += std::string(100, 'x');
  CHECK(house.pipeline().handle(request).status == 413);
}

TEST_CASE("assets are served while nobody can be identified, and what everybody may keep carries no cookie") {
  House away(House::unlimited(), [](Request&) { throw rapport::Unavailable("the database is away"); });
  away.router().get("/assets/{name}", [](const Request&) { return bytes("text/css", "p {}"); });
  CHECK(away.get("/hello").status == 503);
  CHECK(away.get("/assets/app.css").status == 200);

  House house(House::unlimited(), [](Request& request) { request.set_cookies.emplace_back("visitor", "v; Path=/"); });
  house.router().get("/kept", [](const Request&) {
    return bytes("text/plain", "for all").header("Cache-Control", "public, max-age=60");
  });
  CHECK(header(house.get("/hello"), "set-cookie") == "visitor=v; Path=/");
  CHECK(header(house.get("/kept"), "set-cookie") == "");
}

TEST_CASE("too many requests from one address wait, others do not, and assets stay free") {
  auto settings = House::unlimited();
  settings.requests_per_minute_per_address = 3;
  House house(settings);
  CHECK(house.get("/hello").status == 200);
  const auto refused = house.get("/hello");
  CHECK(refused.status == 429);
  CHECK(header(refused, "retry-after") == "20");
  CHECK(house.get("/assets/app.css").status == 404);  // not 429
  auto other = House::request("/hello");
  other.address = "192.0.2.77";
  CHECK(house.pipeline().handle(other).status == 200);
  house.clock().advance(20'000);
  CHECK(house.get("/hello").status == 200);
}

TEST_CASE("changes have limits of their own, by address and by member") {
  const std::vector<std::pair<std::string, std::string>> form{{"csrf_token", House::token}};
  auto settings = House::unlimited();
  settings.changes_per_minute_per_address = 3;
  House by_address(settings);
  CHECK(by_address.post("/form", form).status == 200);
  CHECK(by_address.post("/form", form).status == 429);
  CHECK(by_address.get("/hello").status == 200);

  settings = House::unlimited();
  settings.changes_per_minute_per_member = 3;
  House by_member(settings, [](Request& request) { request.reader.member = MemberId{7}; });
  CHECK(by_member.post("/form", form).status == 200);
  CHECK(by_member.post("/form", form).status == 429);
}

TEST_CASE("a page the client already holds is 304 without a body") {
  House house;
  const auto first = house.get("/hello");
  const auto tag = header(first, "etag");
  REQUIRE_FALSE(tag.empty());
  auto request = House::request("/hello");
  request.headers.emplace_back("if-none-match", "\"other\", " + tag);
  const auto again = house.pipeline().handle(request);
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(header(again, "etag") == tag);
  request.headers.back().second = "\"other\"";
  CHECK(house.pipeline().handle(request).status == 200);
}

TEST_CASE("large text is compressed for those who accept it, after its ETag is known") {
  House house;
  auto request = House::request("/large");
  const auto plain = house.pipeline().handle(request);
  request.headers.emplace_back("accept-encoding", "br, gzip");
  const auto packed = house.pipeline().handle(request);
  CHECK(header(packed, "content-encoding") == "gzip");
  CHECK(packed.body.size() < plain.body.size() / 5);
  CHECK(header(packed, "etag") == header(plain, "etag"));
  CHECK(header(plain, "content-encoding").empty());
  request.headers.back().second = "gzip;q=0, br";
  CHECK(header(house.pipeline().handle(request), "content-encoding").empty());
  request.headers.back().second = "gzip";
  request.path = "/picture";
  CHECK(header(house.pipeline().handle(request), "content-encoding").empty());
}

TEST_CASE("every answer carries the security headers, errors too") {
  House house;
  for (const auto* path : {"/hello", "/nowhere", "/throw/fault", "/picture"}) {
    const auto response = house.get(path);
    CHECK(header(response, "content-security-policy").find("script-src 'self';") != std::string::npos);
    CHECK(header(response, "x-content-type-options") == "nosniff");
    CHECK(header(response, "referrer-policy") == "same-origin");
    CHECK(header(response, "strict-transport-security").empty());
  }
  auto request = House::request("/hello");
  request.https = true;
  CHECK_FALSE(header(house.pipeline().handle(request), "strict-transport-security").empty());
}

TEST_CASE("what nobody said how to keep is kept by nobody else") {
  House house;
  CHECK(header(house.get("/picture"), "cache-control") == "private, no-cache");
}

TEST_CASE("an https origin makes every request one over TLS") {
  auto settings = House::unlimited();
  settings.origin = "https://community.example";
  House house(settings);
  CHECK_FALSE(header(house.get("/hello"), "strict-transport-security").empty());
}

TEST_CASE("a header with a line end in its value is not sent") {
  House house;
  const auto split = house.get("/split");
  CHECK(split.status == 200);
  CHECK(header(split, "x-name").empty());
}

TEST_CASE("cookies that identify sets are sent with whatever the answer is") {
  House house(House::unlimited(), [](Request& request) { request.set_cookies.emplace_back("visitor", "abc; Path=/"); });
  CHECK(header(house.get("/hello"), "set-cookie") == "visitor=abc; Path=/");
  CHECK(header(house.get("/throw/fault"), "set-cookie") == "visitor=abc; Path=/");
}

TEST_CASE("when the layout fails as well, the error page stands alone") {
  House house(House::unlimited(), {}, [](const Request&) -> Value { throw Unavailable("the database is gone"); });
  const auto response = house.get("/hello");
  CHECK(response.status == 503);
  CHECK(header(response, "retry-after") == "5");
  CHECK(response.body.starts_with("<title>This site is busy"));
}

TEST_CASE("who may not be known yet gets no frame that depends on it") {
  int asked = 0;
  House house(House::unlimited(), {}, [&](const Request&) {
    ++asked;
    return Value();
  });
  CHECK(house.get("/nowhere").status == 404);
  CHECK(asked == 1);
  CHECK(house.pipeline().refuse(House::request("/hello"), 413).status == 413);
  CHECK(asked == 1);
}

TEST_CASE("requests are counted by route and class of status") {
  Metrics metrics;
  House house(House::unlimited(), {}, {}, &metrics);
  house.get("/hello");
  house.get("/hello");
  house.get("/throw/fault");
  house.get("/nowhere");
  const auto text = metrics.text();
  CHECK(text.find("http_requests_total{route=\"/hello\",status=\"2xx\"} 2") != std::string::npos);
  CHECK(text.find("http_requests_total{route=\"/throw/{what}\",status=\"5xx\"} 1") != std::string::npos);
  CHECK(text.find("http_requests_total{route=\"none\",status=\"4xx\"} 1") != std::string::npos);
  CHECK(text.find("http_requests_in_flight 0") != std::string::npos);
}
