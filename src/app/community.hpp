#pragma once

#include <string>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::app {

/// The community that answers to every host name not claimed by another, made on a fresh database.
CommunityId default_community(store::Database& database, const Clock& clock);

std::string community_name(store::Session& session, CommunityId community);
void rename_community(store::Transaction& change, CommunityId community, const std::string& name);

}  // namespace rapport::app
