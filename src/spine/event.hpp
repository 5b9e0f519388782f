#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::spine {

enum class Valence { negative = -1, neutral = 0, positive = 1 };

/// One engagement event: somebody did something, on something, at some time. Written once, in the transaction of the
/// rows that it tells of, and never changed: notifications, counters, live updates and research all derive from these.
struct Event {
  CommunityId community;
  std::int64_t position = 0;  // set by append: 1, 2, 3 … per community, in the order of commits
  EventId id;
  std::string kind;               // "topic.started", "post.written", "survey.answered": noun.past-tense
  std::optional<MemberId> actor;  // empty for a visitor or the system
  std::int64_t subject = 0;       // the id of what the kind's noun names
  std::int64_t context = 0;       // the id of what contains it (the topic of a post), or 0
  std::optional<std::int64_t> initiative;
  std::optional<Valence> valence;
  std::string details = "{}";  // JSON object, small; no personal data beyond ids
  std::int64_t at_ms = 0;
};

/// Appends an event. Call it last before commit(): it takes the community's place in the order of commits, and others
/// wait. Listeners of Database::listen hear ("spine", community id) after the commit.
void append(store::Transaction& change, Event event);

/// Events after a position, oldest first, at most limit.
std::vector<Event> events_after(store::Session& session, CommunityId community, std::int64_t position, int limit);

/// The position of the newest event, 0 when there is none.
std::int64_t head(store::Session& session, CommunityId community);

}  // namespace rapport::spine
