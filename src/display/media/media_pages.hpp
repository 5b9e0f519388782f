#pragma once

#include "http/router.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// GET /media/{file}: kept pictures, for good under their address. Whatever a picture holds, a browser runs none of it.
void add_media_routes(http::Router& router, store::Database& database);

}  // namespace rapport::display
