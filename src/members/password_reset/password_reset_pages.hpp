#pragma once

#include "members/site.hpp"

namespace rapport::members {

/// GET, POST /password-reset; GET /password-reset/sent; GET, POST /password-reset/{token}.
/// The answers do not tell whether an address has an account. A new password ends every session and every other link.
void add_password_reset_routes(http::Router& router, const Site& site);

}  // namespace rapport::members
