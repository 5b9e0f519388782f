#include "spine/live.hpp"

#include <charconv>

namespace rapport::spine {
namespace {

constexpr int kBatch = 200;

}  // namespace

LiveUpdates::LiveUpdates(store::Database& database) : database_(database) {
  listening_ = database_.listen([this](std::string_view channel, std::string_view payload) {
    std::int64_t community = 0;
    if (channel == "spine") std::from_chars(payload.data(), payload.data() + payload.size(), community);
    std::lock_guard lock(mutex_);
    if (channel == "reconnected") {
      for (const auto& [known, position] : seen_) waiting_.insert(known);
    } else if (seen_.contains(community)) {
      waiting_.insert(community);
    }
    wake_.notify_one();
  });
  thread_ = std::thread([this] { run(); });
}

LiveUpdates::~LiveUpdates() {
  listening_.reset();
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void LiveUpdates::subscribe(CommunityId community, std::int64_t context, Receiver receiver) {
  bool known;
  {
    std::lock_guard lock(mutex_);
    known = seen_.contains(community.value);
  }
  const std::int64_t now = known ? 0 : head(*database_.session(), community);
  std::lock_guard lock(mutex_);
  seen_.emplace(community.value, now);
  receivers_[{community.value, context}].push_back(std::make_shared<Receiver>(std::move(receiver)));
}

std::size_t LiveUpdates::subscriptions() const {
  std::lock_guard lock(mutex_);
  std::size_t count = 0;
  for (const auto& [key, receivers] : receivers_) count += receivers.size();
  return count;
}

void LiveUpdates::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    const auto community = *waiting_.begin();
    waiting_.erase(waiting_.begin());
    lock.unlock();
    try {
      deliver(CommunityId{community});
    } catch (const std::exception& error) {
      // The next commit, or the listener's reconnection, brings it up to date again.
      std::fprintf(stderr, "live updates wait: %s\n", error.what());
    }
    lock.lock();
  }
}

void LiveUpdates::deliver(CommunityId community) {
  while (true) {
    std::int64_t position;
    {
      std::lock_guard lock(mutex_);
      position = seen_.at(community.value);
    }
    const auto events = events_after(*database_.session(), community, position, kBatch);
    if (events.empty()) return;
    for (const auto& event : events) {
      const std::pair key{community.value, event.context};
      std::vector<std::shared_ptr<Receiver>> now;
      {
        std::lock_guard lock(mutex_);
        const auto found = receivers_.find(key);
        if (found != receivers_.end()) now = found->second;
      }
      std::set<std::shared_ptr<Receiver>> gone;
      for (const auto& receiver : now) {
        if (!(*receiver)(event)) gone.insert(receiver);
      }
      if (gone.empty()) continue;
      std::lock_guard lock(mutex_);
      auto& left = receivers_[key];
      std::erase_if(left, [&](const auto& receiver) { return gone.contains(receiver); });
      if (left.empty()) receivers_.erase(key);
    }
    std::lock_guard lock(mutex_);
    seen_[community.value] = events.back().position;
  }
}

}  // namespace rapport::spine
