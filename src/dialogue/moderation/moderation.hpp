#pragma once

#include <cstdint>
#include <string>

#include "dialogue/topics/topic.hpp"

namespace rapport::dialogue {

using ReportId = Id<struct ReportTag>;
using ActionId = Id<struct ActionTag>;

inline constexpr std::size_t kShortestReason = 3, kLongestReason = 500;  // characters
inline constexpr int kReportsPerPage = 30;
inline constexpr int kActionsPerPage = 50;

/// Who told the moderators of a post, and why. Only moderators see it.
struct Report {
  ReportId id;
  Author reporter;
  std::string reason;
  std::int64_t at_ms = 0;
  PostSource about;
};

enum class Outcome { hidden, dismissed };

/// What a moderator did: the log that moderators keep on each other.
struct Action {
  ActionId id;
  std::string kind;  // "post.hidden", "topic.moved" …, as the event that it made
  Author moderator;
  std::string note;  // the reason given, or from where to where
  std::int64_t at_ms = 0;
  std::string topic_title;
  std::string path;  // of the post or topic
};

}  // namespace rapport::dialogue
