#pragma once

#include <string>
#include <vector>

#include "app/example/source.hpp"
#include "dialogue/sections/section.hpp"
#include "store/database.hpp"

namespace rapport::app::example {

/// A post whose text holds links to things that may be loaded later.
struct Unlinked {
  dialogue::PostId post;
  std::string text;
};

/// The sections of community.json and the topics of topics.json, oldest first; adds "topic:…" and "post:…" to places.
std::vector<Unlinked> load_conversations(store::Transaction& change, CommunityId community, IdSource& ids,
                                         const Times& times, const Cast& cast, Places& places);

/// Completes them, once all places are known.
void link(store::Transaction& change, CommunityId community, const std::vector<Unlinked>& posts, const Places& places);

}  // namespace rapport::app::example
