#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "http/messages.hpp"
#include "http/router.hpp"
#include "store/database.hpp"

namespace rapport::surveys {

/// The site map of surveys: /say for customers. The arguments must outlive the router.
void add_routes(http::Router& router, store::Database& database, const Clock& clock, IdSource& ids,
                const http::Messages& messages);

}  // namespace rapport::surveys
