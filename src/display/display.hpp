#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "http/messages.hpp"
#include "http/router.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// What the enterprise shows: products and help. Everything given outlives the router.
void add_routes(http::Router& router, store::Database& database, const Clock& clock, IdSource& ids,
                const http::Messages& messages);

}  // namespace rapport::display
