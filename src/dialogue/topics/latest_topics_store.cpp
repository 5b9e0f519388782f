#include "dialogue/topics/latest_topics.hpp"

#include "dialogue/topics/topic.hpp"
#include "store/query.hpp"

namespace rapport::dialogue {
namespace {

constexpr const char* kLatest =
    "SELECT t.topic_id, s.slug, t.slug, t.title, t.post_count, t.last_post_at, m.name FROM topic t "
    "JOIN section s ON s.community_id = t.community_id AND s.section_id = t.section_id "
    "LEFT JOIN member_card m ON m.community_id = t.community_id AND m.member_id = t.last_author_id "
    "WHERE t.community_id = :community_id AND t.hidden_at IS NULL ORDER BY t.last_post_at DESC LIMIT :limit";

}  // namespace

std::vector<LatestTopic> latest_topics(store::Session& session, CommunityId community, int limit) {
  std::vector<LatestTopic> topics;
  store::each(
      session, kLatest,
      [&](TopicId id, std::string section, std::string slug, std::string title, std::int64_t posts,
          std::int64_t last_post_at, std::optional<std::string> author) {
        topics.push_back(
            {std::move(title), topic_path(section, slug, id), author.value_or(""), posts - 1, last_post_at});
      },
      store::arg("community_id", community), store::arg("limit", limit));
  return topics;
}

}  // namespace rapport::dialogue
