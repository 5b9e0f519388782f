#include "http/router.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace rapport::http;

namespace {

Handler answering(const char* text) {
  return [text](const Request&) { return bytes("text/plain", text); };
}

std::string answer(const Router& router, Method method, std::string_view path) {
  const auto match = router.match(method, path);
  if (!match) return "none";
  if (!match->handler) return "not allowed";
  return (*match->handler)(Request{}).body;
}

}  // namespace

TEST_CASE("a path finds its handler, with its parameters by name") {
  Router router;
  router.get("/", answering("home"));
  router.get("/community/{section}/{topic}", answering("topic"));
  CHECK(answer(router, Method::get, "/") == "home");
  const auto match = router.match(Method::get, "/community/riding/winter-1x9k");
  REQUIRE(match);
  CHECK(match->pattern == "/community/{section}/{topic}");
  CHECK(match->params == Pairs{{"section", "riding"}, {"topic", "winter-1x9k"}});
}

TEST_CASE("a fixed segment wins over a parameter, and gives way when the rest does not fit") {
  Router router;
  router.get("/topics/new", answering("form"));
  router.get("/topics/{topic}", answering("topic"));
  router.get("/topics/{topic}/edit", answering("edit"));
  router.post("/topics/{topic}", answering("changed"));
  CHECK(answer(router, Method::get, "/topics/new") == "form");
  CHECK(answer(router, Method::get, "/topics/1") == "topic");
  CHECK(answer(router, Method::get, "/topics/new/edit") == "edit");
  CHECK(answer(router, Method::post, "/topics/new") == "changed");
}

TEST_CASE("patterns may name the same segment differently") {
  Router router;
  router.get("/topics/{topic}", answering("show"));
  router.post("/topics/{id}", answering("change"));
  CHECK(router.match(Method::get, "/topics/5")->params == Pairs{{"topic", "5"}});
  CHECK(router.match(Method::post, "/topics/5")->params == Pairs{{"id", "5"}});
}

TEST_CASE("a path that is no route is none") {
  Router router;
  router.get("/topics/{topic}", answering("topic"));
  for (const char* path : {"/", "/topics", "/topics/", "/topics/1/", "/topics/1/2", "/topic/1", "", "topics/1"}) {
    CHECK(answer(router, Method::get, path) == "none");
  }
}

TEST_CASE("a path that knows other methods says which") {
  Router router;
  router.post("/sign-out", answering("out"), {.body_limit = 10, .csrf = false});
  const auto match = router.match(Method::get, "/sign-out");
  REQUIRE(match);
  CHECK(match->handler == nullptr);
  CHECK(match->allowed == std::vector{Method::post});
  CHECK(router.match(Method::post, "/sign-out")->options->body_limit == 10);
}

TEST_CASE("a route cannot be added twice, not even by another parameter name") {
  Router router;
  router.get("/topics/{topic}", answering("a"));
  CHECK_THROWS_AS(router.get("/topics/{id}", answering("b")), std::logic_error);
  CHECK_THROWS_AS(router.get("topics", answering("c")), std::logic_error);
}

TEST_CASE("the site map lists every route") {
  Router router;
  router.post("/topics", answering("a"));
  router.get("/topics/{topic}", answering("b"));
  router.get("/", answering("c"));
  CHECK(router.patterns() == std::vector<std::string>{"GET /", "GET /topics/{topic}", "POST /topics"});
}
