#pragma once

#include "display/context.hpp"
#include "http/router.hpp"

namespace rapport::display {

/// /desk/products/{product}/pictures: uploading, describing, ordering and removing a product's pictures.
void add_picture_desk_routes(http::Router& router, const Context& context);

}  // namespace rapport::display
