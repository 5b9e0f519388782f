#pragma once

#include <string>

#include "members/site.hpp"

namespace rapport::members {

/// Everything that this layer keeps about a member, and what each feature adds (Members::add_personal_data), as one
/// JSON document. No password, no token. @throws http::NotFound if there is no such member
std::string personal_data(const Site& site, CommunityId community, MemberId member);

}  // namespace rapport::members
