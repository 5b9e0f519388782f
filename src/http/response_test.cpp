#include "http/response.hpp"

#include <doctest/doctest.h>

using namespace rapport::http;

namespace {

std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

TEST_CASE("a page carries its template, title and model to whoever renders it") {
  const Response response = page("show.html", "Brakes", Value{}.set("stock", 2), 422);
  CHECK(response.status == 422);
  REQUIRE(response.view);
  CHECK(response.view->template_name == "show.html");
  CHECK(response.view->title == "Brakes");
  CHECK_FALSE(response.view->fragment);
  CHECK(fragment("post.html", Value{}).view->fragment);
}

TEST_CASE("a redirect after a form never leaves this site") {
  CHECK(redirect("/topics/1?page=2#last").status == 303);
  CHECK(header_of(redirect("/topics/1?page=2#last"), "Location") == "/topics/1?page=2#last");
  for (const char* elsewhere :
       {"https://evil.example", "//evil.example", "/\\evil.example", "", "/a\r\nSet-Cookie: x"}) {
    CHECK(header_of(redirect(elsewhere), "Location") == "/");
  }
}

TEST_CASE("a machine answer is the model as JSON") {
  const Response response = json(Value{}.set("ok", true), 201);
  CHECK(response.status == 201);
  CHECK(response.body == R"({"ok":true})");
  CHECK(header_of(response, "Content-Type") == "application/json");
}

TEST_CASE("a download keeps its name, whatever letters it has") {
  const Response response = download("text/csv", "Antwoorden été\".csv", "a,b");
  CHECK(response.body == "a,b");
  CHECK(header_of(response, "Content-Disposition") ==
        "attachment; filename=\"Antwoorden___t___.csv\"; filename*=UTF-8''Antwoorden%20%C3%A9t%C3%A9%22.csv");
}

TEST_CASE("setting a header again replaces it") {
  const Response response = bytes("image/png", "…").header("Content-Type", "image/webp");
  CHECK(response.headers.size() == 1);
  CHECK(header_of(response, "Content-Type") == "image/webp");
}
