#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "dialogue/context.hpp"
#include "dialogue/topics/topic.hpp"
#include "http/response.hpp"

namespace rapport::dialogue {

/// Posts as live updates carry them: JSON with "id", "author" and "html", as a visitor sees them. Thread-safe.
class LivePosts {
 public:
  explicit LivePosts(const Context& context) : context_(context) {}

  /// A post as it stands now; empty if it was taken down.
  std::string standing(CommunityId community, TopicId topic, std::int64_t position) const;
  /// The same for a reply just written: read and rendered once, however many pages are open.
  std::string just_written(CommunityId community, TopicId topic, std::int64_t position);
  /// A post that was edited, taken down or put back, as the page would show it now; empty if its topic is out of sight.
  std::string changed(CommunityId community, PostId post) const;

  /// The highest position in a topic that a visitor may see, 0 if they may not.
  std::int64_t last_position(CommunityId community, TopicId topic) const;

  spine::LiveUpdates& updates() const { return context_.live; }

 private:
  std::string render(CommunityId community, const Topic& topic, const Post& post) const;

  Context context_;
  std::mutex mutex_;  // guards the reply that was written last
  TopicId topic_;
  std::int64_t position_ = 0;
  std::string data_;
};

/// Sends what was written after position `seen`, and from then on every new reply in order as event "post", and what
/// becomes of posts that stand there as event "changed", until the client is gone.
void open_live_stream(const std::shared_ptr<LivePosts>& posts, CommunityId community, TopicId topic, std::int64_t seen,
                      const std::shared_ptr<http::EventStream>& stream);

}  // namespace rapport::dialogue
