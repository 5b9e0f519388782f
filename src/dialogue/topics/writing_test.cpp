#include "dialogue/topics/writing.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>
#include <thread>

#include "dialogue/forum_fixture.hpp"
#include "dialogue/topics/post_store.hpp"
#include "dialogue/topics/topic_store.hpp"
#include "spine/event.hpp"
#include "store/query.hpp"
#include "text/search.hpp"

using namespace rapport;
using namespace rapport::dialogue;

namespace {

std::vector<std::string> kinds_of_events(Forum& forum) {
  std::vector<std::string> kinds;
  for (const auto& event : spine::events_after(*forum.site.database().session(), forum.site.community(), 0, 1000)) {
    kinds.push_back(event.kind);
  }
  return kinds;
}

std::optional<Topic> topic_of(Forum& forum, const std::string& path) {
  return find_topic(*forum.site.database().session(), forum.site.community(), TopicId{http::Request::id_number(path)});
}

}  // namespace

TEST_CASE("each thing written is an event with its subject, its context and where it stands") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  const auto path = forum.start(ada, "Winter range?");
  forum.reply(ada, path, "More");
  const auto events = spine::events_after(*forum.site.database().session(), forum.site.community(), 0, 10);
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == "topic.started");
  CHECK(events[0].actor == ada.id());
  CHECK(events[0].subject == http::Request::id_number(path));
  CHECK(events[0].context == forum.riding.id.value);
  CHECK(events[1].kind == "post.written");
  CHECK(events[1].context == http::Request::id_number(path));
  CHECK(contains(events[1].details, "\"title\":\"Winter range?\""));
  CHECK(contains(events[1].details, "\"path\":\"" + path + "#post-"));
  CHECK(contains(events[1].details, "\"position\":2"));
}

TEST_CASE("a transaction that is dropped leaves no topic, no count and no event") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  {
    store::Transaction change{forum.site.database()};
    start_topic(change, forum.site.community(), forum.site.ids(), forum.riding, "Winter range?",
                make_draft(ada.id(), "Cold", 1));
  }
  const auto sections = list_sections(*forum.site.database().session(), forum.site.community());
  CHECK(sections.at(1).section.topic_count == 0);
  CHECK(!sections.at(1).latest);
  CHECK(kinds_of_events(forum).empty());
}

TEST_CASE("replies at the same moment get positions of their own, without gaps") {
  Forum forum;
  const auto path = forum.start(forum.site.as("Ada Kern"), "Winter range?");
  const auto bo = forum.site.as("Bo Lind").id();
  const Topic topic = topic_of(forum, path).value();
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < 10; ++i) {
        store::Transaction change{forum.site.database()};
        const auto written = write_reply(change, forum.site.community(), forum.site.ids(), topic,
                                         make_draft(bo, "Reply", 1, writer * 100 + i));
        if (written) change.commit();
      }
    });
  }
  for (auto& writer : writers) writer.join();
  const auto posts = posts_between(*forum.site.database().session(), forum.site.community(), topic.id, 1, 100);
  REQUIRE(posts.size() == 41);
  for (std::size_t i = 0; i < posts.size(); ++i) CHECK(posts[i].position == static_cast<std::int64_t>(i) + 1);
  CHECK(topic_of(forum, path)->post_count == 41);
}

TEST_CASE("the same form from two threads at once writes once") {
  Forum forum;
  const auto path = forum.start(forum.site.as("Ada Kern"), "Winter range?");
  const auto bo = forum.site.as("Bo Lind").id();
  const Topic topic = topic_of(forum, path).value();
  std::vector<std::thread> clicks;
  for (int click = 0; click < 4; ++click) {
    clicks.emplace_back([&] {
      store::Transaction change{forum.site.database()};
      write_reply(change, forum.site.community(), forum.site.ids(), topic, make_draft(bo, "Reply", 1, 7));
      change.commit();
    });
  }
  for (auto& click : clicks) click.join();
  CHECK(topic_of(forum, path)->post_count == 2);
}

TEST_CASE("a topic is found by its title and first post, and by the new ones after an edit") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  const auto path = forum.start(ada, "Winter range?", "The **battery** freezes");
  const auto found = [&](const char* words) {
    return text::search(*forum.site.database().session(), forum.site.community(), "topic", words, 10);
  };
  REQUIRE(found("battery").size() == 1);
  CHECK(found("winter").front().path == path);
  const auto body = ada.get(path).body;
  const auto at = body.find("/posts/");
  const auto edit = body.substr(at, body.find('"', at) - at);
  const auto moved = Forum::location(ada.submit(edit, {{"title", "Summer range"}, {"text", "The motor melts"}}));
  CHECK(found("battery").empty());
  REQUIRE(found("motor").size() == 1);
  CHECK(found("motor").front().path == without_anchor(moved));
}

TEST_CASE("an imported topic reads as if it had been written then") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  const auto bo = forum.site.as("Bo Lind").id();
  const std::int64_t now = forum.site.clock().now_ms();
  store::Transaction change{forum.site.database()};
  const auto imported = import_topic(
      change, forum.site.community(), forum.site.ids(), forum.riding,
      {.title = "Old times", .posts = {{ada.id(), "First", now - 5000}, {bo, "Second", now - 1000}}, .pinned = true});
  complete_imported_text(change, forum.site.community(), imported.posts[1], "Second, with [a link](/products)");
  change.commit();
  const auto page = ada.get(imported.path).body;
  CHECK(contains(page, "href=\"/products\""));
  CHECK(!contains(page, "edited"));
  CHECK(kinds_of_events(forum) == std::vector<std::string>{"topic.started", "post.written"});
  const auto section = list_sections(*forum.site.database().session(), forum.site.community()).at(1);
  CHECK(section.section.post_count == 2);
  CHECK(section.latest->at_ms == now - 1000);
  CHECK(section.latest->author.name == "Bo Lind");
  CHECK(contains(ada.get("/community/riding").body, "Pinned"));
}

TEST_CASE("a list of many topics shows each once, whatever their times") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  CHECK(rc::check([&] {
    const auto times = *rc::gen::resize(80, rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 10)));
    const Section section = forum.add_section("s" + std::to_string(forum.site.ids().next()), "Many", Starters::members);
    std::multiset<std::int64_t> written;
    {
      store::Transaction change{forum.site.database()};
      for (const int at : times) {
        const ImportedTopic topic{.title = "Some topic", .posts = {{ada.id(), "x", at}}};
        written.insert(import_topic(change, forum.site.community(), forum.site.ids(), section, topic).topic.value);
      }
      change.commit();
    }
    std::multiset<std::int64_t> shown;
    std::optional<ListPlace> place;
    std::int64_t before = 1'000'000;
    while (true) {
      const auto page = list_topics(*forum.site.database().session(), forum.site.community(), section.id, place, 7);
      for (const auto& topic : page) {
        RC_ASSERT(topic.last_post_at <= before);
        before = topic.last_post_at;
        shown.insert(topic.id.value);
      }
      if (page.size() < 7) break;
      place = ListPlace{page.back().last_post_at, page.back().id};
    }
    RC_ASSERT(shown == written);
  }));
}
