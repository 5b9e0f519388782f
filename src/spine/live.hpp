#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "spine/event.hpp"

namespace rapport::spine {

/// Live updates: tells this process's open pages what was committed anywhere, in the order of commits. Not durable: a
/// page that was away asks for what it missed by the position it saw last.
class LiveUpdates {
 public:
  explicit LiveUpdates(store::Database& database);
  ~LiveUpdates();

  /// Calls for each event after now whose context is this one (the topic of a post), from one thread, in order; a
  /// subscriber that answers false is removed.
  using Receiver = std::function<bool(const Event&)>;
  void subscribe(CommunityId community, std::int64_t context, Receiver receiver);
  std::size_t subscriptions() const;

 private:
  void run();
  void deliver(CommunityId community);

  store::Database& database_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::set<std::int64_t> waiting_;
  bool stopping_ = false;
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::shared_ptr<Receiver>>> receivers_;
  std::map<std::int64_t, std::int64_t> seen_;  // community → position; only while it has receivers
  std::shared_ptr<void> listening_;
  std::thread thread_;
};

}  // namespace rapport::spine
