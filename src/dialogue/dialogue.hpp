#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "http/messages.hpp"
#include "http/router.hpp"
#include "http/views.hpp"
#include "spine/live.hpp"
#include "store/database.hpp"

namespace rapport::dialogue {

/// The community: sections, topics, posts with live replies, and their moderation. Everything given outlives the
/// router.
void add_routes(http::Router& router, store::Database& database, const Clock& clock, IdSource& ids,
                spine::LiveUpdates& live, const http::Views& views, const http::Messages& messages);

}  // namespace rapport::dialogue
