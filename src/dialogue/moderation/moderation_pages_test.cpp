#include <doctest/doctest.h>

#include "dialogue/forum_fixture.hpp"
#include "spine/event.hpp"
#include "text/search.hpp"

using namespace rapport;
using namespace rapport::dialogue;

namespace {

/// A topic by Ada with a reply by Bo, and a moderator.
struct Case : Forum {
  test::Browser ada = site.as("Ada Kern"), bo = site.as("Bo Lind"), cleo = site.as("Cleo Falk");
  test::Browser moderator = site.as("Mo Berg", Role::organizer);
  std::string path = start(ada, "Winter range?", "How far?");
  std::string reply_path = reply(bo, path, "Buy my pills");

  std::string post_of(const std::string& post_path) {
    return "/posts/" + post_path.substr(post_path.find("#post-") + 6);
  }
  std::string opening_post() {
    const auto body = site.visitor().get(path).body;
    const auto at = body.find("id=\"post-") + 9;
    return "/posts/" + body.substr(at, body.find('"', at) - at);
  }
  bool is_found(const char* words) {
    return !text::search(*site.database().session(), site.community(), "topic", words, 5).empty();
  }
};

}  // namespace

TEST_CASE("what a moderator takes down nobody reads but its author, who sees why") {
  Case forum;
  const auto post = forum.post_of(forum.reply_path);
  CHECK(contains(forum.moderator.get(post + "/hide").body, "Buy my pills"));
  CHECK(Forum::location(forum.moderator.submit(post + "/hide", {{"reason", "An advertisement"}})) == forum.reply_path);
  for (auto reader : {forum.site.visitor(), forum.cleo}) {
    for (const auto& page : {reader.get(forum.path), reader.json(forum.path)}) {
      CHECK(!contains(page.body, "Buy my pills"));
      CHECK(!contains(page.body, "An advertisement"));
      CHECK(!contains(page.body, "Bo Lind"));
    }
  }
  CHECK(contains(forum.site.visitor().get(forum.path).body, "taken down by the moderators"));
  CHECK(contains(forum.bo.get(forum.path).body, "An advertisement"));
  CHECK(contains(forum.bo.get(forum.path).body, "Buy my pills"));
  CHECK(forum.bo.get(post + "/edit").status == 404);
  CHECK(!contains(forum.cleo.get(forum.path + "?quote=" + post.substr(7)).body, "Buy my pills"));
  CHECK(!contains(forum.site.visitor().get("/community").body, "Bo Lind"));  // nor as the last who wrote
}

TEST_CASE("what was taken down can be restored") {
  Case forum;
  const auto post = forum.post_of(forum.reply_path);
  forum.moderator.submit(post + "/hide", {{"reason", "An advertisement"}});
  CHECK(forum.moderator.submit(post + "/restore").status == 303);
  CHECK(contains(forum.site.visitor().get(forum.path).body, "Buy my pills"));
  CHECK(contains(forum.site.visitor().get("/community").body, "Bo Lind"));
}

TEST_CASE("a topic goes out of sight with its first post, and comes back with it") {
  Case forum;
  const auto post = forum.opening_post();
  CHECK(contains(forum.moderator.get(post + "/hide").body, "whole topic"));
  forum.moderator.submit(post + "/hide", {{"reason", "Not about riding"}});
  CHECK(forum.site.visitor().get(forum.path).status == 404);
  CHECK(forum.cleo.json(forum.path).status == 404);
  CHECK(forum.cleo.get(forum.path + "/live").status == 404);
  CHECK(forum.cleo.submit(forum.path + "/reply", {{"text", "x"}}).status == 404);
  CHECK(forum.cleo.get(post).status == 404);
  CHECK(!contains(forum.site.visitor().get("/community/riding").body, "Winter range?"));
  CHECK(contains(forum.site.visitor().get("/community").body, "0 topics"));
  CHECK(contains(forum.site.visitor().get("/community").body, "0 posts"));
  CHECK(!forum.is_found("winter"));
  CHECK(contains(forum.ada.get(forum.path).body, "Not about riding"));
  CHECK(forum.moderator.get(forum.path).status == 200);
  forum.moderator.submit(post + "/restore");
  CHECK(forum.site.visitor().get(forum.path).status == 200);
  CHECK(contains(forum.site.visitor().get("/community").body, "2 posts"));
  CHECK(forum.is_found("winter"));
}

TEST_CASE("members report a post once, and moderators see who and why, with the post") {
  Case forum;
  const auto post = forum.post_of(forum.reply_path);
  CHECK(contains(forum.cleo.get(forum.path).body, post + "/report"));
  CHECK(forum.cleo.submit(post + "/report", {{"reason", "x"}}).status == 422);
  CHECK(forum.cleo.submit(post + "/report", {{"reason", "He sells pills"}}).status == 303);
  CHECK(forum.cleo.submit(post + "/report", {{"reason", "He sells pills"}}).status == 303);
  CHECK(contains(forum.cleo.get(post + "/report").body, "with the moderators"));
  const auto desk = forum.moderator.get("/desk/moderation").body;
  CHECK(occurrences(desk, "He sells pills") == 1);
  CHECK(contains(desk, "Cleo Falk"));
  CHECK(contains(desk, "Buy my pills"));
  CHECK(contains(desk, forum.reply_path));
  CHECK(!contains(forum.bo.get(forum.path).body, "Cleo Falk"));
}

TEST_CASE("taking a post down settles its reports, and so does leaving it up") {
  Case forum;
  const auto first = forum.post_of(forum.reply_path), second = forum.opening_post();
  forum.cleo.submit(first + "/report", {{"reason", "He sells pills"}});
  forum.cleo.submit(second + "/report", {{"reason", "I do not like it"}});
  CHECK(Forum::location(forum.moderator.submit(first + "/hide", {{"reason", "An advertisement"}, {"from", "desk"}})) ==
        "/desk/moderation");
  CHECK(!contains(forum.moderator.get("/desk/moderation").body, "He sells pills"));
  CHECK(contains(forum.moderator.get("/desk/moderation").body, "I do not like it"));
  forum.moderator.submit(second + "/dismiss", {{"from", "desk"}});
  CHECK(contains(forum.moderator.get("/desk/moderation").body, "No reports wait"));
  CHECK(forum.site.visitor().get(forum.path).status == 200);
  const auto log = forum.moderator.get("/desk/moderation/log").body;
  CHECK(contains(log, "Mo Berg took down a post in"));
  CHECK(contains(log, "An advertisement"));
  CHECK(contains(log, "dismissed the reports"));
}

TEST_CASE("a closed topic takes no replies, says so, and keeps what was typed") {
  Case forum;
  const std::string topic = "/topics/" + forum.path.substr(forum.path.rfind('-') + 1);
  CHECK(Forum::location(forum.moderator.submit(topic + "/close")) == forum.path);
  CHECK(contains(forum.cleo.get(forum.path).body, "This topic is closed"));
  CHECK(!contains(forum.cleo.get(forum.path).body, "<textarea"));
  const auto late = forum.cleo.submit(forum.path + "/reply", {{"text", "I was typing"}});
  CHECK(late.status == 422);
  CHECK(contains(late.body, "has been closed meanwhile"));
  CHECK(contains(late.body, ">I was typing</textarea>"));
  forum.moderator.submit(topic + "/reopen");
  CHECK(forum.cleo.submit(forum.path + "/reply", {{"text", "I was typing"}}).status == 303);
}

TEST_CASE("a pinned topic stands first, once") {
  Case forum;
  forum.site.clock().advance(60'000);
  forum.start(forum.ada, "A newer topic");
  forum.moderator.submit("/topics/" + forum.path.substr(forum.path.rfind('-') + 1) + "/pin");
  const auto list = forum.site.visitor().get("/community/riding").body;
  CHECK(list.find("Winter range?") < list.find("A newer topic"));
  CHECK(occurrences(list, "Winter range?") == 1);
  forum.moderator.submit("/topics/" + forum.path.substr(forum.path.rfind('-') + 1) + "/unpin");
  const auto again = forum.site.visitor().get("/community/riding").body;
  CHECK(again.find("Winter range?") > again.find("A newer topic"));
}

TEST_CASE("a moved topic is counted and found where it went, and its old address leads there") {
  Case forum;
  const auto moved = Forum::location(forum.moderator.submit(
      "/topics/" + forum.path.substr(forum.path.rfind('-') + 1) + "/move", {{"section", to_base32(forum.news.id)}}));
  CHECK(moved.starts_with("/community/news/winter-range-"));
  CHECK(Forum::location(forum.site.visitor().get(forum.path)) == moved);
  CHECK(contains(forum.site.visitor().get("/community/riding").body, "No topics here yet"));
  CHECK(text::search(*forum.site.database().session(), forum.site.community(), "topic", "winter", 1).front().path ==
        moved);
  CHECK(contains(forum.moderator.get("/desk/moderation/log").body, "Riding → News"));
  CHECK(forum.moderator.submit("/topics/" + forum.path.substr(forum.path.rfind('-') + 1) + "/move", {{"section", "7z"}})
            .status == 404);
}

TEST_CASE("moderation looks to everyone else as if it did not exist") {
  Case forum;
  const auto post = forum.post_of(forum.reply_path);
  const std::string topic = "/topics/" + forum.path.substr(forum.path.rfind('-') + 1);
  for (auto reader : {forum.cleo, forum.site.as("Re Sand", Role::researcher)}) {
    for (const auto& change :
         {post + "/hide", post + "/restore", post + "/dismiss", topic + "/close", topic + "/pin", topic + "/move"}) {
      CAPTURE(change);
      CHECK(reader.submit(change, {{"reason", "Because"}}).status == 404);
    }
    for (const char* page : {"/desk/moderation", "/desk/moderation/log", "/desk/sections"}) {
      CHECK(reader.get(page).status == 404);
    }
    CHECK(!contains(reader.get(forum.path).body, "/hide"));
    CHECK(!contains(reader.get(forum.path).body, "/close"));
  }
  CHECK(Forum::location(forum.site.visitor().get("/desk/moderation")).starts_with("/sign-in"));
  CHECK(
      Forum::location(forum.site.visitor().submit(post + "/report", {{"reason", "Because"}})).starts_with("/sign-in"));
  CHECK(forum.bo.get(post + "/report").status == 404);  // one's own
  CHECK(contains(forum.site.visitor().get(forum.path).body, "Buy my pills"));
}

TEST_CASE("each act of a moderator is an event that names the author, once") {
  Case forum;
  const auto post = forum.post_of(forum.reply_path);
  const auto head = spine::head(*forum.site.database().session(), forum.site.community());
  forum.moderator.submit(post + "/hide", {{"reason", "An advertisement"}});
  forum.moderator.submit(post + "/hide", {{"reason", "An advertisement"}});
  const auto events = spine::events_after(*forum.site.database().session(), forum.site.community(), head, 10);
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == "post.hidden");
  CHECK(events[0].actor == forum.moderator.id());
  CHECK(contains(events[0].details, "\"author\":" + std::to_string(forum.bo.id().value)));
  CHECK(contains(events[0].details, "\"path\":\"" + forum.reply_path + "\""));
  CHECK(!contains(events[0].details, "advertisement"));
}

TEST_CASE("a moderator's edit of another's post stands in the log") {
  Case forum;
  forum.moderator.submit(forum.post_of(forum.reply_path) + "/edit", {{"text", "Removed a link"}});
  CHECK(contains(forum.moderator.get("/desk/moderation/log").body, "edited a post in"));
  CHECK(contains(forum.site.visitor().get(forum.path).body, "Removed a link"));
}

TEST_CASE("a post that was taken down is not sent to open pages") {
  Case forum;
  forum.moderator.submit(forum.post_of(forum.reply_path) + "/hide", {{"reason", "An advertisement"}});
  struct Silent final : http::EventStream {
    int sent = 0;
    bool send(std::string_view, std::string_view, std::string_view) override { return ++sent > 0; }
    bool is_open() const override { return true; }
  };
  auto stream = std::make_shared<Silent>();
  const auto answer = forum.site.visitor().get(forum.path + "/live?after=1");
  REQUIRE(answer.on_stream);
  answer.on_stream(stream);
  CHECK(stream->sent == 0);
}
