#include "dialogue/own_data_store.hpp"

#include "dialogue/topics/topic.hpp"
#include "store/query.hpp"

namespace rapport::dialogue {
namespace {

using store::arg;

constexpr const char* kPosts =
    "SELECT t.title, p.created_at, p.edited_at, p.hidden_at, p.source FROM post p "
    "JOIN topic t ON t.community_id = p.community_id AND t.topic_id = p.topic_id "
    "WHERE p.community_id = :community_id AND p.author_id = :member_id ORDER BY p.created_at, p.post_id";
constexpr const char* kReports =
    "SELECT t.title, r.post_id, r.created_at, r.reason, r.settled_at FROM post_report r "
    "JOIN post p ON p.community_id = r.community_id AND p.post_id = r.post_id "
    "JOIN topic t ON t.community_id = p.community_id AND t.topic_id = p.topic_id "
    "WHERE r.community_id = :community_id AND r.reporter_id = :member_id ORDER BY r.created_at, r.report_id";

}  // namespace

http::Value posts_of(store::Session& session, CommunityId community, MemberId member) {
  http::List posts;
  store::each(
      session, kPosts,
      [&](std::string topic, std::int64_t at, std::optional<std::int64_t> edited_at,
          std::optional<std::int64_t> hidden_at, std::string source) {
        posts.push_back(http::Value()
                            .set("topic", std::move(topic))
                            .set("at", http::Time{at})
                            .set("edited_at", http::time_or_null(edited_at))
                            .set("taken_down_at", http::time_or_null(hidden_at))
                            .set("text", std::move(source)));
      },
      arg("community_id", community), arg("member_id", member));
  return posts;
}

http::Value reports_of(store::Session& session, CommunityId community, MemberId member) {
  http::List reports;
  store::each(
      session, kReports,
      [&](std::string topic, PostId post, std::int64_t at, std::string reason, std::optional<std::int64_t> settled_at) {
        reports.push_back(http::Value()
                              .set("topic", std::move(topic))
                              .set("post", to_base32(post))
                              .set("at", http::Time{at})
                              .set("reason", std::move(reason))
                              .set("settled_at", http::time_or_null(settled_at)));
      },
      arg("community_id", community), arg("member_id", member));
  return reports;
}

}  // namespace rapport::dialogue
