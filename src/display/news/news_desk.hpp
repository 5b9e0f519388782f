#pragma once

#include "display/context.hpp"
#include "http/router.hpp"

namespace rapport::display {

/// /desk/news: writing, previewing and publishing news and kept promises.
void add_news_desk_routes(http::Router& router, const Context& context);

}  // namespace rapport::display
