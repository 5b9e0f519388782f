#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "spine/subscriber.hpp"
#include "store/database.hpp"

namespace rapport::members {

/// Counts what each member did, by the kind of event.
spine::Subscriber counters_subscriber();

/// {"post.written": 12, "topic.started": 3}; kinds that never happened are absent.
std::map<std::string, std::int64_t> counters_of(store::Session& session, CommunityId community, MemberId member);

}  // namespace rapport::members
