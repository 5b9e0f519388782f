#pragma once

#include <string>
#include <vector>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::dialogue {

/// A topic in a list that spans sections.
struct LatestTopic {
  std::string title;
  std::string path;
  std::string last_author;  // the name of who wrote last
  std::int64_t replies = 0;
  std::int64_t last_post_at = 0;
};

/// The topics that were written in last, in whatever section, newest first; at most limit.
std::vector<LatestTopic> latest_topics(store::Session& session, CommunityId community, int limit);

}  // namespace rapport::dialogue
