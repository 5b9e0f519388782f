#include "jobs/job.hpp"

#include <doctest/doctest.h>

#include "jobs/runner.hpp"
#include "store/query.hpp"
#include "support/database.hpp"

using namespace rapport;
using namespace rapport::jobs;

namespace {

constexpr CommunityId kHere{1};
constexpr MemberId kAda{7};
constexpr std::int64_t kStart = 1'800'000'000'000;
constexpr std::int64_t kLease = 60'000;

constexpr const char* kCommunity =
    "INSERT INTO community (community_id, host, name, created_at) VALUES (1, '*', 'Test', 0)";
constexpr const char* kPayload = "SELECT payload FROM job WHERE job_id = :id";

template <class Condition>
bool soon(Condition condition) {
  for (int i = 0; i < 500; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

struct Queue {
  test::FreshDatabase database;
  FixedClock clock{kStart};
  IdSource ids{clock, 0};
  Queue() { store::execute(*database->session(), kCommunity); }

  JobId add(NewJob job = {}) {
    job.community = kHere;
    job.id = ids.next<JobId>();
    if (job.kind.empty()) job.kind = "count";
    job.now_ms = clock.now_ms();
    store::Transaction change{*database};
    enqueue(change, job);
    change.commit();
    return job.id;
  }
  std::optional<Job> look(JobId id, Reader reader = {kHere, MemberId{1}, Role::admin}) {
    return find(*database->session(), reader, id);
  }
  State state(JobId id) { return look(id).value().state; }
  std::optional<Claimed> take(const std::string& holder) {
    return claim(*database, "count", holder, clock.now_ms(), kLease);
  }
};

Handler handler(std::function<void(JobContext&)> run) {
  return {"count", std::move(run)};
}

const Runner::Settings kQuick{.threads = 2, .lease_ms = kLease, .poll_ms = 10};

}  // namespace

TEST_CASE("a job of a transaction that was rolled back never runs") {
  Queue queue;
  {
    store::Transaction change{*queue.database};
    enqueue(change, {.community = kHere, .id = JobId{5}, .kind = "count"});
  }
  CHECK(!queue.take("one"));
}

TEST_CASE("a job runs once, with its payload, and leaves its result but not its payload") {
  Queue queue;
  std::atomic<int> runs{0};
  Runner runner{*queue.database,
                queue.clock,
                {handler([&](JobContext& context) {
                  ++runs;
                  CHECK(context.payload() == R"({"n":3})");
                  context.result(R"({"total":6})");
                })},
                kQuick};
  const JobId id = queue.add({.payload = R"({"n":3})"});
  REQUIRE(soon([&] { return queue.state(id) == State::done; }));
  CHECK(runs == 1);
  CHECK(queue.look(id)->result == R"({"total":6})");
  CHECK(queue.look(id)->progress == 1);
  CHECK(store::one<std::string>(*queue.database->session(), kPayload, store::arg("id", id)) == "{}");
}

TEST_CASE("of several runners that ask at once, exactly one gets the job") {
  Queue queue;
  for (int i = 0; i < 20; ++i) queue.add();
  std::atomic<int> taken{0};
  std::vector<std::thread> runners;
  for (int i = 0; i < 4; ++i) {
    runners.emplace_back([&, i] {
      while (queue.take(std::to_string(i))) ++taken;
    });
  }
  for (auto& runner : runners) runner.join();
  CHECK(taken == 20);
}

TEST_CASE("a job waits for its moment") {
  Queue queue;
  queue.add({.run_after_ms = kStart + 1000});
  CHECK(!queue.take("one"));
  queue.clock.advance(1000);
  CHECK(queue.take("one"));
}

TEST_CASE("a job that fails is tried again later, and keeps the last error when it fails for good") {
  Queue queue;
  std::atomic<int> runs{0};
  Runner runner{
      *queue.database,
      queue.clock,
      {handler([&](JobContext&) { throw std::runtime_error("no luck the " + std::to_string(++runs) + ". time"); })},
      kQuick};
  const JobId id = queue.add({.attempts_allowed = 3});
  REQUIRE(soon([&] { return queue.look(id)->message == "no luck the 1. time"; }));
  CHECK(queue.state(id) == State::queued);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(runs == 1);  // the pause is not over
  for (int attempt = 2; attempt <= 3; ++attempt) {
    queue.clock.advance(10'000);
    REQUIRE(soon([&] { return runs == attempt; }));
  }
  REQUIRE(soon([&] { return queue.state(id) == State::failed; }));
  CHECK(queue.look(id)->message == "no luck the 3. time");
  queue.clock.advance(10'000'000);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(runs == 3);
}

TEST_CASE("a failure that trying again cannot help is final at once") {
  Queue queue;
  Runner runner{
      *queue.database, queue.clock, {handler([](JobContext&) { throw PermanentFailure("no such mailbox"); })}, kQuick};
  const JobId id = queue.add();
  REQUIRE(soon([&] { return queue.state(id) == State::failed; }));
  CHECK(queue.look(id)->attempts == 1);
  CHECK(queue.look(id)->message == "no such mailbox");
}

TEST_CASE("the pauses grow, are never longer than a quarter of an hour, and differ by chance") {
  CHECK(retry_after_ms(1, 0) == 2'000);
  CHECK(retry_after_ms(2, 0) == 4'000);
  CHECK(retry_after_ms(5, 0.5) == 24'000);
  CHECK(retry_after_ms(40, 0) == 15 * 60'000);
}

TEST_CASE("the job of a process that was killed is taken over when its lease has run out, not before") {
  Queue queue;
  const JobId id = queue.add();
  const auto killed = queue.take("killed");
  REQUIRE(killed);
  queue.clock.advance(kLease);
  CHECK(!queue.take("other"));
  queue.clock.advance(1);
  const auto other = queue.take("other");
  REQUIRE(other);
  CHECK(other->attempts == 2);
  // The first was not dead after all, only slow: what it says no longer counts.
  store::Transaction change{*queue.database};
  finish(change, *killed, "killed", R"({"late":true})", queue.clock.now_ms());
  CHECK(renew(change, *killed, "killed", kStart) == Hold::lost);
  change.commit();
  CHECK(queue.state(id) == State::running);
  CHECK(!queue.look(id)->result);
}

TEST_CASE("a job that kills its process every time fails in the end") {
  Queue queue;
  const JobId id = queue.add({.attempts_allowed = 2});
  for (int attempt = 0; attempt < 2; ++attempt) {
    REQUIRE(queue.take("killed"));
    queue.clock.advance(kLease + 1);
  }
  std::atomic<int> runs{0};
  Runner runner{*queue.database, queue.clock, {handler([&](JobContext&) { ++runs; })}, kQuick};
  REQUIRE(soon([&] { return queue.state(id) == State::failed; }));
  CHECK(runs == 0);
}

TEST_CASE("a runner that is stopped in the middle gives its job back untried, and the next one does it") {
  Queue queue;
  const JobId id = queue.add();
  std::atomic<bool> begun{false};
  {
    Runner runner{*queue.database,
                  queue.clock,
                  {handler([&](JobContext& context) {
                    begun = true;
                    while (true) {
                      context.stop_if_cancelled();
                      std::this_thread::sleep_for(std::chrono::milliseconds(1));
                    }
                  })},
                  kQuick};
    REQUIRE(soon([&] { return begun.load(); }));
  }
  CHECK(queue.state(id) == State::queued);
  CHECK(queue.look(id)->attempts == 0);
  Runner next{*queue.database, queue.clock, {handler([](JobContext&) {})}, kQuick};
  CHECK(soon([&] { return queue.state(id) == State::done; }));
}

TEST_CASE("a lease is renewed while the handler works, so long work is not done twice") {
  Queue queue;
  SystemClock clock;  // the lease must really pass
  std::atomic<int> runs{0};
  const Runner::Settings short_lease{.threads = 2, .lease_ms = 150, .poll_ms = 10};
  Runner runner{*queue.database,
                clock,
                {handler([&](JobContext&) {
                  ++runs;
                  std::this_thread::sleep_for(std::chrono::milliseconds(500));
                })},
                short_lease};
  const JobId id = queue.add();
  REQUIRE(soon([&] { return queue.state(id) == State::done; }));
  CHECK(runs == 1);
}

TEST_CASE("the one who waits sees the progress, and may end the work") {
  Queue queue;
  Runner runner{*queue.database,
                queue.clock,
                {handler([&](JobContext& context) {
                  context.progress(0.42, "2,100 of 4,999 draws");
                  while (true) {
                    context.stop_if_cancelled();
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                  }
                })},
                kQuick};  // whose leases are renewed every 20 s: the runner is told, and does not find out then
  const JobId id = queue.add({.owner = kAda});
  const Reader ada{kHere, kAda, Role::member};
  REQUIRE(soon([&] { return queue.look(id, ada)->message == "2,100 of 4,999 draws"; }));
  CHECK(queue.look(id, ada)->progress == doctest::Approx(0.42));
  store::Transaction change{*queue.database};
  CHECK(cancel(change, ada, id, kStart));
  change.commit();
  REQUIRE(soon([&] { return queue.state(id) == State::failed; }));
  CHECK(queue.look(id)->cancelled);
}

TEST_CASE("only the owner and staff may see a job or end it") {
  Queue queue;
  const JobId id = queue.add({.owner = kAda});
  const Reader others[] = {
      {kHere, MemberId{8}, Role::organizer}, {kHere, std::nullopt, Role::visitor}, {CommunityId{2}, kAda, Role::admin}};
  for (const Reader& other : others) {
    CHECK(!queue.look(id, other));
    store::Transaction change{*queue.database};
    CHECK(!cancel(change, other, id, kStart));
    change.commit();
  }
  CHECK(queue.look(id, {kHere, MemberId{9}, Role::service}));
  CHECK(queue.look(id, {kHere, kAda, Role::member}));
  const JobId unowned = queue.add();
  CHECK(!queue.look(unowned, {kHere, std::nullopt, Role::visitor}));
}

TEST_CASE("who waits is told how many wait before") {
  Queue queue;
  const JobId first = queue.add(), second = queue.add(), third = queue.add();
  queue.add({.kind = "quick"});
  const auto before = [&](JobId id, std::int64_t most = 100) {
    return waiting_before(*queue.database->session(), queue.look(id).value(), most);
  };
  CHECK(before(first) == 0);
  CHECK(before(second) == 1);
  CHECK(before(third) == 2);
  CHECK(before(third, 1) == 1);
  REQUIRE(queue.take("one"));
  CHECK(before(third) == 1);
}

TEST_CASE("as many threads work as the handlers allow") {
  Queue queue;
  std::atomic<int> at_work{0};
  std::atomic<bool> let_go{false};
  const auto wait = [&](JobContext&) {
    ++at_work;
    while (!let_go) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  Runner runner{*queue.database, queue.clock, {{"long", wait, 2}, {"count", wait}}};
  for (int i = 0; i < 3; ++i) queue.add({.kind = "long"});
  queue.add();
  CHECK(soon([&] { return at_work == 3; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(at_work == 3);
  let_go = true;
  CHECK(soon([&] { return at_work == 4; }));
}

TEST_CASE("work of one kind does not hold up another") {
  Queue queue;
  std::atomic<bool> let_go{false};
  std::vector<Handler> handlers{handler([&](JobContext&) {
                                  while (!let_go) std::this_thread::sleep_for(std::chrono::milliseconds(1));
                                }),
                                {"quick", [](JobContext&) {}}};
  Runner runner{*queue.database, queue.clock, handlers, kQuick};
  const JobId long_ones[] = {queue.add(), queue.add()};
  const JobId quick = queue.add({.kind = "quick"});
  CHECK(soon([&] { return queue.state(quick) == State::done; }));
  CHECK(queue.state(long_ones[1]) == State::queued);
  let_go = true;
  CHECK(soon([&] { return queue.state(long_ones[1]) == State::done; }));
}

TEST_CASE("jobs that ended long ago are deleted, others stay") {
  Queue queue;
  const JobId ended = queue.add();
  const auto claimed = queue.take("one");
  store::Transaction change{*queue.database};
  finish(change, *claimed, "one", "{}", kStart + 5);
  change.commit();
  const JobId waiting = queue.add();
  CHECK(delete_finished_before(*queue.database->session(), kStart + 5) == 0);
  const Runner::Settings sweeping{.threads = 1, .lease_ms = 30, .poll_ms = 10, .keep_finished_ms = 1000};
  Runner runner{*queue.database, queue.clock, {}, sweeping};
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  CHECK(queue.look(ended));
  queue.clock.advance(60 * 60 * 1000);
  CHECK(soon([&] { return !queue.look(ended); }));
  CHECK(queue.look(waiting));
}
