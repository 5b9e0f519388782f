#include "members/notifications/notification.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "members/counters/counter.hpp"
#include "members/members.hpp"
#include "members/notifications/follow.hpp"
#include "support/community.hpp"

using namespace rapport;
using namespace rapport::members;

namespace {

constexpr std::int64_t kTopic = 500;
constexpr const char* kWhere = R"({"title":"Winter range","path":"/community/riding/winter-range-fm"})";

struct Talk : test::Community {
  MemberId ada = add("Ada Kern", "ada@example.org");
  MemberId bob = add("Bob", "bob@example.org");
  MemberId cleo = add("Cleo", "cleo@example.org");

  void append(const std::string& kind, std::optional<MemberId> actor, const std::string& details = kWhere,
              std::int64_t context = kTopic) {
    clock.advance(10);
    change([&](store::Transaction& at) {
      if (kind == "post.written" && actor) follow(at, id, *actor, "topic", context, clock.now_ms());
      spine::Event event;
      event.community = id;
      event.id = ids.next<EventId>();
      event.kind = kind;
      event.actor = actor;
      event.subject = ids.next();
      event.context = context;
      event.details = details;
      event.at_ms = clock.now_ms();
      spine::append(at, event);
    });
  }
  void write(MemberId who) { append("post.written", who); }
  void catch_up() { spine::catch_up(*database, id, subscribers()); }
  std::int64_t unread(MemberId member) {
    catch_up();
    return count_unread(*database->session(), id, member);
  }
  std::vector<Notification> of(MemberId member) {
    catch_up();
    return notifications_of(*database->session(), id, member, 0, 50);
  }
  void read(MemberId member, std::int64_t position) {
    change([&](store::Transaction& at) { mark_read(at, id, member, position, clock.now_ms()); });
  }
  void read_all(MemberId member) {
    change([&](store::Transaction& at) { mark_all_read(at, id, member, clock.now_ms()); });
  }
};

}  // namespace

TEST_CASE("a reply tells everyone who wrote in the topic before, but not its writer") {
  Talk talk;
  talk.write(talk.ada);
  talk.write(talk.bob);
  CHECK(talk.unread(talk.ada) == 1);
  CHECK(talk.unread(talk.bob) == 0);
  talk.write(talk.ada);
  CHECK(talk.unread(talk.bob) == 1);
  CHECK(talk.unread(talk.cleo) == 0);
  const auto told = talk.of(talk.ada);
  REQUIRE(told.size() == 1);
  CHECK(told[0].actor == "Bob");
  CHECK(told[0].title == "Winter range");
  CHECK(told[0].path == "/community/riding/winter-range-fm");
}

TEST_CASE("one who stopped following hears no more") {
  Talk talk;
  talk.write(talk.ada);
  talk.change([&](store::Transaction& at) { unfollow(at, Talk::id, talk.ada, "topic", kTopic, talk.clock.now_ms()); });
  talk.write(talk.bob);
  CHECK(talk.unread(talk.ada) == 0);
  CHECK_FALSE(follows(*talk.database->session(), Talk::id, talk.ada, "topic", kTopic));
}

TEST_CASE("an answer on the message board tells who asked") {
  Talk talk;
  const auto details = [](const std::string& author) {
    return R"({"title":"Brake noise","path":"/say/messages/1","author":)" + author + "}";
  };
  talk.append("board.answered", talk.bob, details(std::to_string(talk.ada.value)));
  talk.append("board.answered", talk.bob, details("null"));   // a visitor asked
  talk.append("board.answered", talk.bob, details("12345"));  // an account that is gone
  talk.append("board.answered", talk.bob, "no JSON");
  CHECK(talk.unread(talk.ada) == 1);
  CHECK(talk.of(talk.ada)[0].title == "Brake noise");
}

TEST_CASE("who wrote a post is told that it was taken down, and that it was put back") {
  Talk talk;
  const std::string details =
      R"({"title":"Range","path":"/community/x","author":)" + std::to_string(talk.ada.value) + "}";
  talk.append("post.hidden", talk.bob, details);
  talk.append("post.restored", talk.bob, details);
  CHECK(talk.unread(talk.ada) == 2);
  CHECK(talk.unread(talk.bob) == 0);
  CHECK(talk.of(talk.ada)[1].kind == "post.hidden");
}

TEST_CASE("what was read no longer counts, and reading twice changes nothing") {
  Talk talk;
  talk.write(talk.ada);
  talk.write(talk.bob);
  talk.write(talk.cleo);
  const auto told = talk.of(talk.ada);
  REQUIRE(told.size() == 2);
  talk.read(talk.ada, told[0].position);
  talk.read(talk.ada, told[0].position);
  talk.read(talk.bob, told[1].position);  // not Bob's
  CHECK(talk.unread(talk.ada) == 1);
  CHECK(talk.unread(talk.bob) == 1);
  CHECK(talk.of(talk.ada)[0].is_read);
  talk.read_all(talk.ada);
  CHECK(talk.unread(talk.ada) == 0);
}

TEST_CASE("members are counted by what they did") {
  Talk talk;
  talk.write(talk.ada);
  talk.write(talk.ada);
  talk.append("topic.started", talk.ada);
  talk.append("post.written", std::nullopt);
  talk.catch_up();
  CHECK(counters_of(*talk.database->session(), Talk::id, talk.ada) ==
        std::map<std::string, std::int64_t>{{"post.written", 2}, {"topic.started", 1}});
}

TEST_CASE("a replay derives the same notifications and counters, and forgets nothing that was read") {
  Talk talk;
  const std::vector<MemberId> people{talk.ada, talk.bob, talk.cleo};
  const auto state = [&] {
    std::string text;
    for (const auto who : people) {
      text += std::to_string(talk.unread(who)) + "/";
      for (const auto& n : talk.of(who)) text += std::to_string(n.position) + n.actor + (n.is_read ? "r " : "u ");
      for (const auto& [kind, total] : counters_of(*talk.database->session(), Talk::id, who))
        text += kind + std::to_string(total) + " ";
    }
    return text;
  };
  const bool holds = rc::check([&] {
    const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 3), rc::gen::inRange(0, 5)));
    for (std::size_t i = 0; i < steps.size() && i < 6; ++i) {
      const auto who = people[static_cast<std::size_t>(steps[i].first)];
      switch (steps[i].second) {
        case 0:
          talk.clock.advance(10);
          talk.change(
              [&](store::Transaction& at) { unfollow(at, Talk::id, who, "topic", kTopic, talk.clock.now_ms()); });
          break;
        case 1:
          if (const auto told = talk.of(who); !told.empty()) talk.read(who, told[0].position);
          break;
        case 2:
          talk.catch_up();
          talk.read_all(who);
          break;
        default:
          talk.write(who);
      }
    }
    const auto before = state();
    for (const auto& subscriber : subscribers()) spine::replay(*talk.database, Talk::id, subscriber);
    RC_ASSERT(state() == before);
  });
  CHECK(holds);
}
