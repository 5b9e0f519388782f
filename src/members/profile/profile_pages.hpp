#pragma once

#include "members/site.hpp"

namespace rapport::members {

/// GET /people/{member}: what everyone may see. GET, POST /profile: one's own, with POST /profile/consent.
void add_profile_routes(http::Router& router, const Site& site);

/// POST /profile/email; GET, POST /profile/email/{token}; POST /profile/password.
void add_account_routes(http::Router& router, const Site& site);

/// GET /profile/data: everything that is kept about a member, as JSON.
void add_personal_data_routes(http::Router& router, const Site& site);

}  // namespace rapport::members
