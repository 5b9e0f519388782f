#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "dialogue/forum_fixture.hpp"
#include "dialogue/own_data_store.hpp"

using namespace rapport;
using namespace rapport::dialogue;
using nlohmann::json;

TEST_CASE("a member's posts and reports come as they wrote them, and nobody else's") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  auto bo = forum.site.as("Bo Lind");
  const auto path = forum.start(ada, "Winter range?", "About **70** km");
  const auto reply = forum.reply(bo, path, "Buy my pills");
  const auto post = "/posts/" + reply.substr(reply.find("#post-") + 6);
  CHECK(ada.submit(post + "/report", {{"reason", "He sells pills"}}).status == 303);
  CHECK(forum.site.as("Mo", Role::organizer).submit(post + "/hide", {{"reason", "An advertisement"}}).status == 303);

  auto session = forum.site.database().session();
  const auto data = [&](auto source, const test::Browser& who) {
    return json::parse(http::to_json(source(session, forum.site.community(), who.id())));
  };
  const auto of_ada = data(posts_of, ada);
  REQUIRE(of_ada.size() == 1);
  CHECK(of_ada[0]["topic"] == "Winter range?");
  CHECK(of_ada[0]["text"] == "About **70** km");
  CHECK(of_ada[0]["taken_down_at"].is_null());
  CHECK(data(posts_of, bo)[0]["text"] == "Buy my pills");
  CHECK(data(posts_of, bo)[0]["taken_down_at"].is_string());
  const auto reports = data(reports_of, ada);
  REQUIRE(reports.size() == 1);
  CHECK(reports[0]["reason"] == "He sells pills");
  CHECK(reports[0]["settled_at"].is_string());
  CHECK(data(reports_of, bo).empty());
}
