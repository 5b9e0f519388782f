#include "spine/subscriber.hpp"

#include <charconv>

#include "spine/subscriber_store.hpp"

namespace rapport::spine {
namespace {

constexpr int kBatch = 100;  // events a transaction: few enough that writers do not wait long
constexpr auto kFirstPause = std::chrono::milliseconds(200);
constexpr auto kLongestPause = std::chrono::minutes(1);

int catch_up_batch(store::Database& database, CommunityId community, const Subscriber& subscriber) {
  {
    auto session = database.session();  // most often there is nothing to do, and nothing to lock
    if (cursor(session, community, subscriber.name) >= head(session, community)) return 0;
  }
  store::Transaction change{database};
  const auto position = lock_cursor(change, community, subscriber.name);
  const auto events = events_after(change, community, position, kBatch);
  if (events.empty()) return 0;
  for (const auto& event : events) subscriber.handle(change, event);
  move_cursor(change, community, subscriber.name, events.back().position);
  change.commit();
  return static_cast<int>(events.size());
}

int catch_up_one(store::Database& database, CommunityId community, const Subscriber& subscriber) {
  int handled = 0;
  while (const int batch = catch_up_batch(database, community, subscriber)) handled += batch;
  return handled;
}

}  // namespace

int catch_up(store::Database& database, CommunityId community, const std::vector<Subscriber>& subscribers) {
  int handled = 0;
  for (const auto& subscriber : subscribers) handled += catch_up_one(database, community, subscriber);
  return handled;
}

void replay(store::Database& database, CommunityId community, const Subscriber& subscriber) {
  store::Transaction change{database};
  lock_cursor(change, community, subscriber.name);
  subscriber.forget(change, community);
  move_cursor(change, community, subscriber.name, 0);
  change.commit();
  catch_up_one(database, community, subscriber);
}

Dispatcher::Dispatcher(store::Database& database, std::vector<Subscriber> subscribers)
    : database_(database), subscribers_(std::move(subscribers)) {
  waiting_.insert(0);
  listening_ = database_.listen([this](std::string_view channel, std::string_view payload) {
    std::int64_t community = 0;
    if (channel == "spine") {
      std::from_chars(payload.data(), payload.data() + payload.size(), community);
    } else if (channel != "reconnected") {
      return;
    }
    std::lock_guard lock(mutex_);
    waiting_.insert(community);
    if (channel == "reconnected") is_back_ = true;
    wake_.notify_one();
  });
  thread_ = std::thread([this] { run(); });
}

Dispatcher::~Dispatcher() {
  listening_.reset();
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Dispatcher::run() {
  auto pause = kFirstPause;
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    std::set<std::int64_t> now;
    now.swap(waiting_);
    busy_ = true;
    lock.unlock();
    std::set<std::int64_t> failed;
    try {
      std::vector<CommunityId> affected;
      if (now.contains(0)) {
        affected = communities(*database_.session());
      } else {
        for (const auto id : now) affected.push_back(CommunityId{id});
      }
      for (const auto community : affected) {
        for (const auto& subscriber : subscribers_) {
          try {
            catch_up_one(database_, community, subscriber);
          } catch (const std::exception& error) {
            std::fprintf(stderr, "spine: subscriber %s waits: %s\n", subscriber.name.c_str(), error.what());
            failed.insert(community.value);
          }
        }
      }
    } catch (const std::exception& error) {
      std::fprintf(stderr, "spine: dispatcher waits: %s\n", error.what());
      failed.insert(0);
    }
    lock.lock();
    busy_ = false;
    if (failed.empty()) {
      pause = kFirstPause;
      if (waiting_.empty()) idle_.notify_all();
    } else {
      wake_.wait_for(lock, pause, [this] { return stopping_ || is_back_; });
      pause = is_back_ ? kFirstPause : std::min<std::chrono::milliseconds>(pause * 2, kLongestPause);
      is_back_ = false;
      waiting_.insert(failed.begin(), failed.end());
    }
  }
}

bool Dispatcher::drain(int timeout_ms) {
  std::unique_lock lock(mutex_);
  waiting_.insert(0);
  wake_.notify_one();
  return idle_.wait_for(lock, std::chrono::milliseconds(timeout_ms), [this] { return waiting_.empty() && !busy_; });
}

}  // namespace rapport::spine
