#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <atomic>
#include <thread>

#include "spine/live.hpp"
#include "spine/subscriber.hpp"
#include "store/query.hpp"
#include "support/database.hpp"

using namespace rapport;
using namespace rapport::spine;

namespace {

constexpr CommunityId kHere{1};
constexpr const char* kCommunity =
    "INSERT INTO community (community_id, host, name, created_at) VALUES (:id, :host, 'Test', 0)";
constexpr const char* kTally = "SELECT context_id, total FROM tally ORDER BY context_id";
constexpr const char* kAdd =
    "INSERT INTO tally (context_id, total) VALUES (:context_id, :amount) "
    "ON CONFLICT (context_id) DO UPDATE SET total = tally.total + :amount";
constexpr const char* kForget = "DELETE FROM tally WHERE total = total";

struct Log {
  test::FreshDatabase database;
  Log() {
    auto session = database->session();
    store::execute(session, kCommunity, store::arg("id", 1), store::arg("host", "one"));
    store::execute(session, kCommunity, store::arg("id", 2), store::arg("host", "two"));
    session->execute_script("CREATE TABLE tally (context_id BIGINT PRIMARY KEY, total BIGINT NOT NULL)");
  }
  void write(std::int64_t context, std::int64_t subject, CommunityId community = kHere) {
    store::Transaction change{*database};
    Event event;
    event.community = community;
    event.id = EventId{subject};
    event.kind = "thing.done";
    event.subject = subject;
    event.context = context;
    append(change, event);
    change.commit();
  }
  std::map<std::int64_t, std::int64_t> tally() {
    std::map<std::int64_t, std::int64_t> found;
    store::each(*database->session(), kTally,
                [&](std::int64_t context, std::int64_t total) { found[context] = total; });
    return found;
  }
};

Subscriber tally_subscriber() {
  return {"tally",
          [](store::Transaction& change, const Event& event) {
            store::execute(change, kAdd, store::arg("context_id", event.context), store::arg("amount", event.subject));
          },
          [](store::Transaction& change, CommunityId) { store::execute(change, kForget); }};
}

template <class Condition>
bool soon(Condition condition) {
  for (int i = 0; i < 500; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

}  // namespace

TEST_CASE("events are numbered per community in the order of commits") {
  Log log;
  log.write(7, 1);
  log.write(7, 2);
  log.write(7, 3, CommunityId{2});
  const auto events = events_after(*log.database->session(), kHere, 0, 10);
  REQUIRE(events.size() == 2);
  CHECK(events[1].position == 2);
  CHECK(events[1].subject == 2);
  CHECK(head(*log.database->session(), CommunityId{2}) == 1);
}

TEST_CASE("an event of a transaction that was rolled back never happened") {
  Log log;
  {
    store::Transaction change{*log.database};
    Event event;
    event.community = kHere;
    event.kind = "thing.done";
    append(change, event);
  }
  CHECK(head(*log.database->session(), kHere) == 0);
  log.write(7, 1);
  CHECK(events_after(*log.database->session(), kHere, 0, 10).front().position == 1);
}

TEST_CASE("a subscriber sees every event once, however often and from however many threads it is run") {
  Log log;
  for (int i = 1; i <= 250; ++i) log.write(i % 3, i);
  std::vector<std::thread> runners;
  for (int i = 0; i < 3; ++i) {
    runners.emplace_back([&] { catch_up(*log.database, kHere, {tally_subscriber()}); });
  }
  for (auto& runner : runners) runner.join();
  std::int64_t total = 0;
  for (const auto& [context, sum] : log.tally()) total += sum;
  CHECK(total == 250 * 251 / 2);
}

TEST_CASE("a subscriber that fails writes nothing and goes on where it was") {
  Log log;
  for (int i = 1; i <= 5; ++i) log.write(1, i);
  auto failing = tally_subscriber();
  auto works = failing.handle;
  failing.handle = [works](store::Transaction& change, const Event& event) {
    works(change, event);
    if (event.subject == 4) throw std::runtime_error("not today");
  };
  CHECK_THROWS(catch_up(*log.database, kHere, {failing}));
  CHECK(log.tally().empty());
  CHECK(catch_up(*log.database, kHere, {tally_subscriber()}) == 5);
  CHECK(log.tally().at(1) == 15);
}

TEST_CASE("replay from zero gives the same derived state, whatever happened and wherever it was interrupted") {
  Log log;
  std::int64_t written = 0;
  const bool holds = rc::check([&] {
    const auto events = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 5), rc::gen::inRange(0, 100)));
    for (std::size_t i = 0; i < events.size() && i < 12; ++i) {
      log.write(events[i].first, events[i].second);
      ++written;
      if (i % 3 == 0) catch_up(*log.database, kHere, {tally_subscriber()});
    }
    catch_up(*log.database, kHere, {tally_subscriber()});
    const auto derived = log.tally();
    replay(*log.database, kHere, tally_subscriber());
    RC_ASSERT(log.tally() == derived);
  });
  CHECK(holds);
  CHECK(written > 50);
}

TEST_CASE("the dispatcher handles what is committed, by itself") {
  Log log;
  Dispatcher dispatcher{*log.database, {tally_subscriber()}};
  for (int i = 1; i <= 10; ++i) log.write(1, i);
  CHECK(soon([&] { return log.tally()[1] == 55; }));
}

TEST_CASE("an open page hears of its own context, in order, until it closes") {
  Log log;
  LiveUpdates live{*log.database};
  std::mutex mutex;
  std::vector<std::int64_t> heard;
  std::atomic<bool> open{true};
  log.write(1, 99);  // before it was opened
  live.subscribe(kHere, 1, [&](const Event& event) {
    std::lock_guard lock(mutex);
    heard.push_back(event.subject);
    return open.load();
  });
  if (log.database->engine() == store::Engine::postgresql) std::this_thread::sleep_for(std::chrono::milliseconds(300));
  log.write(1, 10);
  log.write(2, 11);
  log.write(1, 12);
  const auto count = [&] {
    std::lock_guard lock(mutex);
    return heard.size();
  };
  CHECK(soon([&] { return count() == 2; }));
  open = false;
  log.write(1, 13);
  CHECK(soon([&] { return live.subscriptions() == 0; }));
  CHECK(heard == std::vector<std::int64_t>{10, 12, 13});
}
