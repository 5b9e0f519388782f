#pragma once

#include "members/site.hpp"

namespace rapport::members {

/// GET /profile/sessions; POST /profile/sessions/end and /profile/sessions/end-others.
void add_session_routes(http::Router& router, const Site& site);

}  // namespace rapport::members
