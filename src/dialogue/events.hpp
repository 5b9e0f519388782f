#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "dialogue/sections/section.hpp"
#include "http/value.hpp"
#include "store/database.hpp"

namespace rapport::dialogue {

/// What happened, to what: the parts of an engagement event that differ.
struct Happening {
  std::string kind;
  std::optional<MemberId> actor;
  std::int64_t subject = 0;
  std::int64_t context = 0;
};

/// Appends an event of the discussion; last in its transaction.
void append_event(store::Transaction& change, CommunityId community, IdSource& ids, const Happening& happening,
                  const http::Value& details, std::int64_t at_ms);

/// {"title", "path", "position"}: the topic's title, the address of the post, and its position in the topic.
http::Value place_details(const std::string& title, const std::string& topic_path, PostId post, std::int64_t position);

}  // namespace rapport::dialogue
