#include "dialogue/topics/topic_index.hpp"

#include "text/search.hpp"

namespace rapport::dialogue {
namespace {

constexpr const char* kKind = "topic";

}  // namespace

void index_topic(store::Transaction& change, CommunityId community, TopicId topic, const std::string& title,
                 const std::string& first_post, const std::string& path) {
  text::index(change, community, {.kind = kKind, .id = topic.value, .title = title, .body = first_post, .path = path});
}

void unindex_topic(store::Transaction& change, CommunityId community, TopicId topic) {
  text::remove_from_index(change, community, kKind, topic.value);
}

}  // namespace rapport::dialogue
