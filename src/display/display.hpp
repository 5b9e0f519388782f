#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "display/home/home_pages.hpp"
#include "http/messages.hpp"
#include "http/router.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// What the enterprise shows: home page, products, help and news, and the search over all. Everything given outlives
/// the router.
/// @param latest_topics  for the home page; empty: it shows none
void add_routes(http::Router& router, store::Database& database, const Clock& clock, IdSource& ids,
                const http::Messages& messages, LatestTopics latest_topics = {});

}  // namespace rapport::display
