#pragma once

#include "members/site.hpp"

namespace rapport::members {

/// GET, POST /sign-up; GET /sign-up/sent; POST /sign-up/resend; GET, POST /sign-up/confirm/{token}.
/// The answers, and about the time they take, do not tell whether an address has an account.
void add_sign_up_routes(http::Router& router, const Site& site);

}  // namespace rapport::members
