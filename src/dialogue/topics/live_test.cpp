#include <doctest/doctest.h>

#include <chrono>
#include <mutex>
#include <thread>

#include "dialogue/forum_fixture.hpp"

using namespace rapport;
using namespace rapport::dialogue;

namespace {

/// A browser's end of a stream.
class Listener final : public http::EventStream {
 public:
  struct Heard {
    std::string event, id, data;
  };
  bool send(std::string_view event, std::string_view id, std::string_view data) override {
    std::lock_guard lock(mutex_);
    if (open_) heard_.push_back({std::string(event), std::string(id), std::string(data)});
    return open_;
  }
  bool is_open() const override {
    std::lock_guard lock(mutex_);
    return open_;
  }
  void close() {
    std::lock_guard lock(mutex_);
    open_ = false;
  }
  std::vector<Heard> heard() const {
    std::lock_guard lock(mutex_);
    return heard_;
  }
  bool hears(std::size_t count) const {
    for (int i = 0; i < 500 && heard().size() < count; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return heard().size() >= count;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Heard> heard_;
  bool open_ = true;
};

std::shared_ptr<Listener> listen(Forum& forum, const std::string& stream_path) {
  auto listener = std::make_shared<Listener>();
  const auto answer = forum.site.visitor().get(stream_path);
  REQUIRE(answer.on_stream);
  answer.on_stream(listener);
  return listener;
}

/// PostgreSQL's listening connection opens in the background.
void wait_for_listening(Forum& forum) {
  if (forum.site.database().engine() == store::Engine::postgresql) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
  }
}

}  // namespace

TEST_CASE("an open page gets the replies of others, as the page itself would show them") {
  Forum forum;
  const auto path = forum.start(forum.site.as("Ada Kern"), "Winter range?");
  wait_for_listening(forum);
  CHECK(contains(forum.site.visitor().get(path).body, "data-stream=\"" + path + "/live?after=1\""));
  const auto first = listen(forum, path + "/live?after=1");
  const auto second = listen(forum, path + "/live?after=1");
  const auto post = forum.reply(forum.site.as("Bo Lind"), path, "About **70** km");
  REQUIRE(first->hears(1));
  REQUIRE(second->hears(1));
  const auto heard = first->heard().front();
  CHECK(heard.event == "post");
  CHECK(heard.id == "2");
  CHECK(contains(heard.data, "\"author\":\"Bo Lind\""));
  CHECK(contains(heard.data, "\"id\":\"" + post.substr(post.find("#post-") + 6) + "\""));
  CHECK(contains(heard.data, "<strong>70</strong>"));
  CHECK(!contains(heard.data, "csrf_token"));
  CHECK(second->heard().front().data == heard.data);
}

TEST_CASE("what was written between reading the page and opening the stream is not missed") {
  Forum forum;
  const auto path = forum.start(forum.site.as("Ada Kern"), "Winter range?");
  forum.reply(forum.site.as("Bo Lind"), path, "One");
  forum.reply(forum.site.as("Bo Lind"), path, "Two");
  const auto listener = listen(forum, path + "/live?after=1");
  REQUIRE(listener->heard().size() == 2);
  CHECK(contains(listener->heard()[0].data, "One"));
  CHECK(contains(listener->heard()[1].data, "Two"));
}

TEST_CASE("who missed more than a page is told to load again") {
  Forum forum;
  const auto topic = forum.import("A long topic", 45, forum.site.as("Ada Kern").id());
  const auto listener = listen(forum, topic.path + "/live?after=1");
  REQUIRE(listener->heard().size() == 1);
  CHECK(listener->heard().front().event == "reload");
  CHECK(listener->heard().front().id == "45");
}

TEST_CASE("without a position the stream begins now") {
  Forum forum;
  const auto topic = forum.import("A topic", 3, forum.site.as("Ada Kern").id());
  wait_for_listening(forum);
  const auto listener = listen(forum, topic.path + "/live?after=rubbish");
  CHECK(listener->heard().empty());
  forum.reply(forum.site.as("Bo Lind"), topic.path, "New");
  CHECK(listener->hears(1));
}

TEST_CASE("a post that is taken down disappears from open pages, and comes to no page that opens later") {
  Forum forum;
  const auto path = forum.start(forum.site.as("Ada Kern"), "Winter range?");
  wait_for_listening(forum);
  const auto open = listen(forum, path + "/live?after=1");
  const auto post = forum.reply(forum.site.as("Bo Lind"), path, "Buy my pills");
  REQUIRE(open->hears(1));
  auto moderator = forum.site.as("Mo Berg", Role::organizer);
  const std::string base = "/posts/" + post.substr(post.find("#post-") + 6);
  moderator.submit(base + "/hide", {{"reason", "An advertisement"}});
  REQUIRE(open->hears(2));
  const auto hidden = open->heard()[1];
  CHECK(hidden.event == "changed");
  CHECK(hidden.id.empty());
  CHECK(contains(hidden.data, "taken down by the moderators"));
  for (const char* secret : {"Buy my pills", "Bo Lind", "An advertisement"}) CHECK(!contains(hidden.data, secret));
  CHECK(listen(forum, path + "/live?after=1")->heard().empty());
  moderator.submit(base + "/restore");
  REQUIRE(open->hears(3));
  CHECK(contains(open->heard()[2].data, "Buy my pills"));
}

TEST_CASE("an edit shows on open pages") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  const auto path = forum.start(ada, "Winter range?");
  const auto post = forum.reply(ada, path, "Old words");
  wait_for_listening(forum);
  const auto open = listen(forum, path + "/live?after=2");
  ada.submit("/posts/" + post.substr(post.find("#post-") + 6) + "/edit", {{"text", "New words"}});
  REQUIRE(open->hears(1));
  CHECK(open->heard().front().event == "changed");
  CHECK(contains(open->heard().front().data, "New words"));
}

TEST_CASE("a page that was closed is forgotten") {
  Forum forum;
  const auto path = forum.start(forum.site.as("Ada Kern"), "Winter range?");
  wait_for_listening(forum);
  const auto listener = listen(forum, path + "/live?after=1");
  CHECK(forum.site.live().subscriptions() == 1);
  listener->close();
  forum.reply(forum.site.as("Bo Lind"), path);
  for (int i = 0; i < 500 && forum.site.live().subscriptions() > 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(forum.site.live().subscriptions() == 0);
  CHECK(listener->heard().empty());
}
