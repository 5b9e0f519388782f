#pragma once

#include <string>

#include "dialogue/topics/topic.hpp"
#include "store/database.hpp"

namespace rapport::dialogue {

/// Lets a topic be found by its title and first post, in the transaction that changes them.
void index_topic(store::Transaction& change, CommunityId community, TopicId topic, const std::string& title,
                 const std::string& first_post, const std::string& path);
/// A topic that was taken down is not found.
void unindex_topic(store::Transaction& change, CommunityId community, TopicId topic);

}  // namespace rapport::dialogue
