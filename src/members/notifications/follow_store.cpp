#include "members/notifications/follow.hpp"
#include "store/query.hpp"

namespace rapport::members {
namespace {

using store::arg;

constexpr const char* kFollows =
    "SELECT since FROM follow WHERE community_id = :community_id AND kind = :kind AND subject_id = :subject_id "
    "AND member_id = :member_id AND until IS NULL";
constexpr const char* kFollow =
    "INSERT INTO follow (community_id, kind, subject_id, member_id, since) VALUES (:community_id, :kind, :subject_id, "
    ":member_id, :now) ON CONFLICT (community_id, kind, subject_id, member_id, since) DO UPDATE SET until = NULL";
constexpr const char* kUnfollow =
    "UPDATE follow SET until = :now WHERE community_id = :community_id AND kind = :kind AND subject_id = :subject_id "
    "AND member_id = :member_id AND until IS NULL";

}  // namespace

void follow(store::Transaction& change, CommunityId community, MemberId member, const std::string& kind,
            std::int64_t id, std::int64_t now_ms) {
  if (follows(change, community, member, kind, id)) return;
  store::execute(change, kFollow, arg("community_id", community), arg("kind", kind), arg("subject_id", id),
                 arg("member_id", member), arg("now", now_ms));
}

void unfollow(store::Transaction& change, CommunityId community, MemberId member, const std::string& kind,
              std::int64_t id, std::int64_t now_ms) {
  store::execute(change, kUnfollow, arg("now", now_ms), arg("community_id", community), arg("kind", kind),
                 arg("subject_id", id), arg("member_id", member));
}

bool follows(store::Session& session, CommunityId community, MemberId member, const std::string& kind,
             std::int64_t id) {
  return store::one<std::int64_t>(session, kFollows, arg("community_id", community), arg("kind", kind),
                                  arg("subject_id", id), arg("member_id", member))
      .has_value();
}

}  // namespace rapport::members
