#pragma once

#include <string>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::members {

void set_community_name(store::Transaction& change, CommunityId community, const std::string& name);

}  // namespace rapport::members
