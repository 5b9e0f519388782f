#pragma once

#include "display/context.hpp"
#include "display/products/product_pages.hpp"
#include "http/router.hpp"

namespace rapport::display {

/// /help, /help?q=…, /help/{entry} and its "Did this help?": what everyone sees.
void add_help_routes(http::Router& router, const Context& context);

/// For the product page.
http::List questions_about(store::Session& session, CommunityId community, ProductId product);

}  // namespace rapport::display
