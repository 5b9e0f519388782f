#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "spine/subscriber.hpp"
#include "store/database.hpp"

namespace rapport::members {

/// Something that happened and that a member wants to know.
struct Notification {
  std::int64_t position = 0;  // of its event
  std::string kind;           // the event's
  std::string actor;          // the name of who did it; empty for a visitor or the system
  std::string title;          // of what it happened to, as it was then
  std::string path;
  std::int64_t at_ms = 0;
  bool is_read = false;
};

/// Derives notifications from the log:
///   "post.written" (context: the topic)       tells everyone who follows the topic, but not the writer
///   "board.answered" (details: "author": id)  tells the member who wrote the message
///   "post.hidden", "post.restored" (likewise) tell the member who wrote the post
/// Title and path come from the event's details: {"title": "Winter range", "path": "/community/…"}.
spine::Subscriber notifications_subscriber();

std::int64_t count_unread(store::Session& session, CommunityId community, MemberId member);
/// The newest first. @param before  only those with a smaller position; 0: from the newest
std::vector<Notification> notifications_of(store::Session& session, CommunityId community, MemberId member,
                                           std::int64_t before, int limit);
/// @return the path that it leads to; empty if the member has no such notification
std::optional<std::string> mark_read(store::Transaction& change, CommunityId community, MemberId member,
                                     std::int64_t position, std::int64_t now_ms);
void mark_all_read(store::Transaction& change, CommunityId community, MemberId member, std::int64_t now_ms);

}  // namespace rapport::members
