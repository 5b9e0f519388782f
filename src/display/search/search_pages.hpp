#pragma once

#include "display/context.hpp"
#include "http/router.hpp"

namespace rapport::display {

/// /search?q=…: everything that can be found, or one kind of it.
void add_search_routes(http::Router& router, const Context& context);

}  // namespace rapport::display
