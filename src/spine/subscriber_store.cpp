#include "spine/subscriber_store.hpp"

#include "store/query.hpp"

namespace rapport::spine {
namespace {

constexpr const char* kStart =
    "INSERT INTO spine_cursor (community_id, subscriber, position) VALUES (:community_id, :subscriber, 0) "
    "ON CONFLICT (community_id, subscriber) DO NOTHING";
// An UPDATE, not a SELECT, so that on PostgreSQL it locks the row until this transaction ends.
constexpr const char* kLock =
    "UPDATE spine_cursor SET position = position WHERE community_id = :community_id AND subscriber = :subscriber "
    "RETURNING position";
constexpr const char* kMove =
    "UPDATE spine_cursor SET position = :position WHERE community_id = :community_id AND subscriber = :subscriber";
constexpr const char* kPosition =
    "SELECT position FROM spine_cursor WHERE community_id = :community_id AND subscriber = :subscriber";
constexpr const char* kCommunities = "SELECT community_id FROM community ORDER BY community_id";

}  // namespace

std::int64_t lock_cursor(store::Transaction& change, CommunityId community, const std::string& subscriber) {
  store::execute(change, kStart, store::arg("community_id", community), store::arg("subscriber", subscriber));
  return store::one<std::int64_t>(change, kLock, store::arg("community_id", community),
                                  store::arg("subscriber", subscriber))
      .value();
}

void move_cursor(store::Transaction& change, CommunityId community, const std::string& subscriber,
                 std::int64_t position) {
  store::execute(change, kMove, store::arg("community_id", community), store::arg("subscriber", subscriber),
                 store::arg("position", position));
}

std::int64_t cursor(store::Session& session, CommunityId community, const std::string& subscriber) {
  return store::one<std::int64_t>(session, kPosition, store::arg("community_id", community),
                                  store::arg("subscriber", subscriber))
      .value_or(0);
}

std::vector<CommunityId> communities(store::Session& session) {
  std::vector<CommunityId> found;
  store::each(session, kCommunities, [&](CommunityId community) { found.push_back(community); });
  return found;
}

}  // namespace rapport::spine
