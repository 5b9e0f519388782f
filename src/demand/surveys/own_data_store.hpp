#pragma once

#include "base/ids.hpp"
#include "http/value.hpp"
#include "store/database.hpp"

namespace rapport::surveys {

/// A member's responses to surveys for members, drafts included, oldest first, for their download: [{"survey",
/// "started_at", "sent_at", "answers": [{"question", "answer"}]}]. An answer is a number, the words of the chosen
/// option, a list of such, or a text, as the question asks for.
http::Value responses_of(store::Session& session, CommunityId community, MemberId member);

/// Titles of the anonymous surveys that the member took part in: that is all that is kept of it with their name.
http::Value anonymous_surveys_of(store::Session& session, CommunityId community, MemberId member);

}  // namespace rapport::surveys
