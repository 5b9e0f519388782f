#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "spine/event.hpp"

namespace rapport::spine {

/// A durable subscriber: derives rows from events, exactly once. Its cursor moves in the transaction that writes its
/// rows.
struct Subscriber {
  std::string name;  // "counters": names its cursor, so never changes
  std::function<void(store::Transaction& change, const Event&)> handle;  // must not append events for what it handles
  std::function<void(store::Transaction& change, CommunityId)> forget;   // deletes what it derived, before a replay
};

/// Lets each subscriber of one community catch up with the log. @return  the number of events handled
/// Several processes may call this at once: the cursor's row lets one through at a time.
int catch_up(store::Database& database, CommunityId community, const std::vector<Subscriber>& subscribers);

/// Forgets what a subscriber derived and derives it again from the first event.
void replay(store::Database& database, CommunityId community, const Subscriber& subscriber);

/// Runs the subscribers in a thread of its own, woken by commits. A subscriber that throws is tried again, with a pause
/// that grows to a minute or until a lost database is back, and holds up nobody else.
class Dispatcher {
 public:
  Dispatcher(store::Database& database, std::vector<Subscriber> subscribers);
  ~Dispatcher();

  /// Waits until everything committed before this call has been handled, or the time is over. For tests and shutdown.
  bool drain(int timeout_ms);

 private:
  void run();

  store::Database& database_;
  const std::vector<Subscriber> subscribers_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::set<std::int64_t> waiting_;  // communities with news; 0 stands for all
  bool stopping_ = false;
  bool is_back_ = false;  // the database was away, and answers again: no pause goes on
  bool busy_ = false;
  std::condition_variable idle_;
  std::shared_ptr<void> listening_;
  std::thread thread_;
};

}  // namespace rapport::spine
