#pragma once

#include <functional>
#include <string>
#include <vector>

#include "display/context.hpp"
#include "http/router.hpp"

namespace rapport::display {

/// One discussion on the home page.
struct TopicLine {
  std::string title, path, author;
  std::int64_t replies = 0;
  std::int64_t at_ms = 0;  // of its latest post
};
/// The discussions that were written in last, at most so many; the community gives them (app/ puts the two together).
using LatestTopics = std::function<std::vector<TopicLine>(store::Session&, CommunityId, int)>;

/// GET /, and /desk/home for its words.
void add_home_routes(http::Router& router, const Context& context, LatestTopics latest_topics);

}  // namespace rapport::display
