#pragma once

#include "members/site.hpp"

namespace rapport::members {

/// GET, POST /set-up/{token}: the first administrator's account and the community's name.
void add_set_up_routes(http::Router& router, const Site& site);

}  // namespace rapport::members
