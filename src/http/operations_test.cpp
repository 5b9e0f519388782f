#include "http/operations.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "http/errors.hpp"

using namespace rapport::http;

namespace {

struct Desk {
  Metrics metrics;
  Router router;
  explicit Desk(OperationOptions options = {}) { add_operation_routes(router, metrics, std::move(options)); }
  Response ask(const std::string& path, const std::string& address = "127.0.0.1",
               Pairs headers = {{"host", "localhost:8080"}}) {
    Request request;
    request.path = path;
    request.address = address;
    request.headers = std::move(headers);
    return (*router.match(Method::get, path)->handler)(request);
  }
};

}  // namespace

TEST_CASE("health is that of what the site depends on") {
  CHECK(Desk({.healthy = [] { return true; }, .metrics_token = ""}).ask("/healthz").status == 200);
  CHECK(Desk({.healthy = [] { return false; }, .metrics_token = ""}).ask("/healthz").status == 503);
  CHECK(Desk({.healthy = []() -> bool { throw std::runtime_error("gone"); }, .metrics_token = ""})
            .ask("/healthz")
            .status == 503);
}

TEST_CASE("asking for health often costs the database nothing") {
  int asked = 0;
  Desk desk({.healthy = [&] { return ++asked > 0; }, .metrics_token = ""});
  for (int i = 0; i < 100; ++i) desk.ask("/healthz");
  CHECK(asked <= 2);
}

TEST_CASE("without a token, metrics are for this machine only, and not through a proxy") {
  Desk desk;
  CHECK(desk.ask("/metrics").body.find("http_requests_in_flight") != std::string::npos);
  CHECK(desk.ask("/metrics", "127.0.0.1", {{"host", "127.0.0.1:8080"}}).status == 200);
  CHECK_THROWS_AS(desk.ask("/metrics", "192.0.2.1"), NotFound);
  CHECK_THROWS_AS(desk.ask("/metrics", "127.0.0.1", {{"host", "community.example"}}), NotFound);
  CHECK_THROWS_AS(desk.ask("/metrics", "127.0.0.1", {{"host", "localhost"}, {"forwarded", "by=unknown"}}), NotFound);
}

TEST_CASE("with a token, metrics are for whoever has it") {
  Desk desk({.healthy = {}, .metrics_token = "sesame"});
  CHECK(desk.ask("/metrics", "192.0.2.1", {{"authorization", "Bearer sesame"}}).status == 200);
  CHECK_THROWS_AS(desk.ask("/metrics", "192.0.2.1", {{"authorization", "Bearer wrong!"}}), NotFound);
  CHECK_THROWS_AS(desk.ask("/metrics"), NotFound);
}
