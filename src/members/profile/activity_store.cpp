#include "members/profile/activity_store.hpp"

#include "store/query.hpp"

namespace rapport::members {
namespace {

using store::arg;

constexpr const char* kActivity =
    "SELECT created_at, kind, subject_id FROM engagement_event WHERE community_id = :community_id "
    "AND actor_id = :member_id ORDER BY position";
constexpr const char* kFollowed =
    "SELECT kind, subject_id, since FROM follow WHERE community_id = :community_id AND member_id = :member_id "
    "AND until IS NULL ORDER BY since";

}  // namespace

std::vector<Activity> activity_of(store::Session& session, CommunityId community, MemberId member) {
  std::vector<Activity> found;
  store::each(
      session, kActivity,
      [&](std::int64_t at, std::string kind, std::int64_t subject) { found.push_back({at, std::move(kind), subject}); },
      arg("community_id", community), arg("member_id", member));
  return found;
}

std::vector<Followed> followed_by(store::Session& session, CommunityId community, MemberId member) {
  std::vector<Followed> found;
  store::each(
      session, kFollowed,
      [&](std::string kind, std::int64_t subject, std::int64_t since) {
        found.push_back({std::move(kind), subject, since});
      },
      arg("community_id", community), arg("member_id", member));
  return found;
}

}  // namespace rapport::members
