#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::members {

/// What a link in a mail does, once.
struct OneTimeLink {
  CommunityId community = {};
  std::string purpose = {};                       // "reset-password", "change-email", "set-up"
  std::optional<MemberId> member = std::nullopt;  // empty for "set-up"
  std::string detail = {};                        // "change-email": the new address
};

/// Makes the token of a new link; older ones of the same member and purpose end. Only the token's hash is kept.
std::string make_link(store::Transaction& change, const OneTimeLink& link, std::int64_t now_ms,
                      std::int64_t expires_at_ms);
/// Looks without using it up, as the page that asks "go on?" does.
std::optional<OneTimeLink> find_link(store::Session& session, CommunityId community, const std::string& purpose,
                                     const std::string& token, std::int64_t now_ms);
/// Uses it up: of two that try at once, one gets it.
std::optional<OneTimeLink> use_link(store::Transaction& change, CommunityId community, const std::string& purpose,
                                    const std::string& token, std::int64_t now_ms);
/// Ends every link of a member, as a changed password must.
void end_links(store::Transaction& change, CommunityId community, MemberId member);

}  // namespace rapport::members
