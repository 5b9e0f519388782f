#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "dialogue/context.hpp"
#include "dialogue/topics/topic.hpp"
#include "http/response.hpp"

namespace rapport::dialogue {

/// Posts as live updates carry them. However many pages are open, a new post is read and rendered once. Thread-safe.
class LivePosts {
 public:
  explicit LivePosts(const Context& context) : context_(context) {}

  struct Rendered {
    TopicId topic;
    std::int64_t position = 0;
    std::string data;  // JSON; empty if the post is not to be shown
  };
  /// One post, remembered until the next is asked for.
  std::shared_ptr<const Rendered> at(CommunityId community, TopicId topic, std::int64_t position);

  /// The highest position in a topic that a visitor may see, 0 if they may not.
  std::int64_t last_position(CommunityId community, TopicId topic) const;

  spine::LiveUpdates& updates() const { return context_.live; }

 private:
  std::string render(CommunityId community, TopicId topic, std::int64_t position) const;

  Context context_;
  std::mutex mutex_;
  std::shared_ptr<const Rendered> latest_;
};

/// Sends what was written after position `seen`, and from then on every new reply in order, until the client is gone.
void open_live_stream(const std::shared_ptr<LivePosts>& posts, CommunityId community, TopicId topic, std::int64_t seen,
                      const std::shared_ptr<http::EventStream>& stream);

}  // namespace rapport::dialogue
