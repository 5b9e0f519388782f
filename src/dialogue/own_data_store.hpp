#pragma once

#include "base/ids.hpp"
#include "http/value.hpp"
#include "store/database.hpp"

namespace rapport::dialogue {

/// What the community keeps of a member's own doing, oldest first, for their download.
/// Posts as they were written, those taken down included: [{"topic", "at", "edited_at", "taken_down_at", "text"}].
http::Value posts_of(store::Session& session, CommunityId community, MemberId member);
/// [{"topic", "post", "at", "reason", "settled_at"}]
http::Value reports_of(store::Session& session, CommunityId community, MemberId member);

}  // namespace rapport::dialogue
