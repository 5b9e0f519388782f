#pragma once

#include "base/ids.hpp"
#include "http/value.hpp"
#include "store/database.hpp"

namespace rapport::board {

/// What a member wrote on the message board, oldest first, for their download: {"messages": [{"subject", "at",
/// "taken_down_at", "text"}], "answers": [{"subject", "at", "text"}]}; answers only of those who work for the
/// enterprise.
http::Value writings_of(store::Session& session, CommunityId community, MemberId member);

}  // namespace rapport::board
