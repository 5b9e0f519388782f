#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::members {

struct Activity {
  std::int64_t at_ms;
  std::string kind;
  std::int64_t subject;
};
/// What a member did, from the log, the oldest first.
std::vector<Activity> activity_of(store::Session& session, CommunityId community, MemberId member);

struct Followed {
  std::string kind;
  std::int64_t subject;
  std::int64_t since_ms;
};
std::vector<Followed> followed_by(store::Session& session, CommunityId community, MemberId member);

}  // namespace rapport::members
