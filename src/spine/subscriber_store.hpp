#pragma once

#include <string>
#include <vector>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::spine {

/// A subscriber's position, made if it is new; nobody else gets past this call before the transaction ends.
std::int64_t lock_cursor(store::Transaction& change, CommunityId community, const std::string& subscriber);
void move_cursor(store::Transaction& change, CommunityId community, const std::string& subscriber,
                 std::int64_t position);
/// The position without locking; 0 if it never ran.
std::int64_t cursor(store::Session& session, CommunityId community, const std::string& subscriber);
std::vector<CommunityId> communities(store::Session& session);

}  // namespace rapport::spine
