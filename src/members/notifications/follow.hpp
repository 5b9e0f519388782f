#pragma once

#include <cstdint>
#include <string>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::members {

/// From now on the member hears of what happens in this: kind "topic" and a topic's id, when somebody starts a topic or
/// writes in it. Does nothing if they follow it already. Call it in the transaction of what they wrote.
void follow(store::Transaction& change, CommunityId community, MemberId member, const std::string& kind,
            std::int64_t id, std::int64_t now_ms);
void unfollow(store::Transaction& change, CommunityId community, MemberId member, const std::string& kind,
              std::int64_t id, std::int64_t now_ms);
bool follows(store::Session& session, CommunityId community, MemberId member, const std::string& kind, std::int64_t id);

}  // namespace rapport::members
