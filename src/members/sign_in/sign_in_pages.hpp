#pragma once

#include "members/site.hpp"

namespace rapport::members {

/// GET, POST /sign-in; POST /sign-out. An unknown address and a wrong password get the same answer after the same time.
void add_sign_in_routes(http::Router& router, const Site& site);

}  // namespace rapport::members
