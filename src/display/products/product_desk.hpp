#pragma once

#include "display/context.hpp"
#include "http/router.hpp"

namespace rapport::display {

/// /desk/products: writing, previewing and publishing product pages.
void add_product_desk_routes(http::Router& router, const Context& context);

}  // namespace rapport::display
