#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::members {

/// Changes with every change of the words (message "member_consent_text"), so that the record says what was agreed to.
inline constexpr const char* kConsentVersion = "2026-1";

struct ConsentChange {
  std::int64_t at_ms;
  bool given;
  std::string text_version;
};

/// Whether this member's behaviour and answers may be used for research now.
bool consents_to_research(store::Session& session, CommunityId community, MemberId member);

/// Records that consent was given or withdrawn, if that is a change.
/// @param text  the words as the member saw them
void record_consent(store::Transaction& change, CommunityId community, MemberId member, bool given,
                    const std::string& text, std::int64_t now_ms);

/// The oldest first.
std::vector<ConsentChange> consent_history(store::Session& session, CommunityId community, MemberId member);

}  // namespace rapport::members
