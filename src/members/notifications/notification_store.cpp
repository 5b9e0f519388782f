#include "members/notifications/notification_store.hpp"

#include "store/query.hpp"

namespace rapport::members {
namespace {

using store::arg;

constexpr const char* kFollowersAt =
    "SELECT DISTINCT member_id FROM follow WHERE community_id = :community_id AND kind = :kind "
    "AND subject_id = :subject_id AND since <= :time AND (until IS NULL OR until > :time) ORDER BY member_id";

// The member is looked up here, so that one whose account is gone is left out instead of stopping the log.
constexpr const char* kInsert =
    "INSERT INTO notification (community_id, member_id, position, kind, actor_id, subject_id, title, path, created_at) "
    "SELECT community_id, member_id, :position, :kind, :actor_id, :subject_id, :title, :path, :created_at FROM member "
    "WHERE community_id = :community_id AND member_id = :member_id "
    "ON CONFLICT (community_id, member_id, position) DO NOTHING";
constexpr const char* kIsRead =
    "SELECT read_at FROM notification_read WHERE community_id = :community_id AND member_id = :member_id "
    "AND position = :position";
constexpr const char* kCountOneMore =
    "INSERT INTO notification_count (community_id, member_id, unread) VALUES (:community_id, :member_id, 1) "
    "ON CONFLICT (community_id, member_id) DO UPDATE SET unread = notification_count.unread + 1";
constexpr const char* kCountOneLess =
    "UPDATE notification_count SET unread = unread - 1 WHERE community_id = :community_id AND member_id = :member_id";
constexpr const char* kCountNone =
    "UPDATE notification_count SET unread = 0 WHERE community_id = :community_id AND member_id = :member_id";

constexpr const char* kForget = "DELETE FROM notification WHERE community_id = :community_id";
constexpr const char* kForgetCounts = "DELETE FROM notification_count WHERE community_id = :community_id";

constexpr const char* kUnread =
    "SELECT unread FROM notification_count WHERE community_id = :community_id AND member_id = :member_id";
constexpr const char* kOf =
    "SELECT n.position, n.kind, m.name, n.title, n.path, n.created_at, r.read_at FROM notification n "
    "LEFT JOIN member m ON m.community_id = n.community_id AND m.member_id = n.actor_id "
    "LEFT JOIN notification_read r ON r.community_id = n.community_id AND r.member_id = n.member_id "
    "AND r.position = n.position "
    "WHERE n.community_id = :community_id AND n.member_id = :member_id AND n.position < :before "
    "ORDER BY n.position DESC LIMIT :limit";
constexpr const char* kPath =
    "SELECT path FROM notification WHERE community_id = :community_id AND member_id = :member_id "
    "AND position = :position";
constexpr const char* kRead =
    "INSERT INTO notification_read (community_id, member_id, position, read_at) VALUES (:community_id, :member_id, "
    ":position, :now) ON CONFLICT (community_id, member_id, position) DO NOTHING";
constexpr const char* kReadAll =
    "INSERT INTO notification_read (community_id, member_id, position, read_at) "
    "SELECT community_id, member_id, position, :now FROM notification WHERE community_id = :community_id "
    "AND member_id = :member_id ON CONFLICT (community_id, member_id, position) DO NOTHING";

}  // namespace

std::vector<MemberId> followers_at(store::Session& session, CommunityId community, const std::string& kind,
                                   std::int64_t subject, std::int64_t time_ms) {
  std::vector<MemberId> followers;
  store::each(
      session, kFollowersAt, [&](MemberId member) { followers.push_back(member); }, arg("community_id", community),
      arg("kind", kind), arg("subject_id", subject), arg("time", time_ms));
  return followers;
}

void insert_notification(store::Transaction& change, const NewNotification& notification) {
  const auto inserted = store::execute(change, kInsert, arg("community_id", notification.community),
                                       arg("member_id", notification.member), arg("position", notification.position),
                                       arg("kind", notification.kind), arg("actor_id", notification.actor),
                                       arg("subject_id", notification.subject), arg("title", notification.title),
                                       arg("path", notification.path), arg("created_at", notification.at_ms));
  if (inserted == 0) return;
  const bool was_read =
      store::one<std::int64_t>(change, kIsRead, arg("community_id", notification.community),
                               arg("member_id", notification.member), arg("position", notification.position))
          .has_value();
  if (was_read) return;
  store::execute(change, kCountOneMore, arg("community_id", notification.community),
                 arg("member_id", notification.member));
}

void delete_notifications(store::Transaction& change, CommunityId community) {
  store::execute(change, kForget, arg("community_id", community));
  store::execute(change, kForgetCounts, arg("community_id", community));
}

std::int64_t count_unread(store::Session& session, CommunityId community, MemberId member) {
  return store::one<std::int64_t>(session, kUnread, arg("community_id", community), arg("member_id", member))
      .value_or(0);
}

std::vector<Notification> notifications_of(store::Session& session, CommunityId community, MemberId member,
                                           std::int64_t before, int limit) {
  std::vector<Notification> found;
  store::each(
      session, kOf,
      [&](std::int64_t position, std::string kind, std::string actor, std::string title, std::string path,
          std::int64_t created_at, std::optional<std::int64_t> read_at) {
        found.push_back({position, std::move(kind), std::move(actor), std::move(title), std::move(path), created_at,
                         read_at.has_value()});
      },
      arg("community_id", community), arg("member_id", member), arg("before", before > 0 ? before : INT64_MAX),
      arg("limit", limit));
  return found;
}

std::optional<std::string> mark_read(store::Transaction& change, CommunityId community, MemberId member,
                                     std::int64_t position, std::int64_t now_ms) {
  auto path = store::one<std::string>(change, kPath, arg("community_id", community), arg("member_id", member),
                                      arg("position", position));
  if (!path) return std::nullopt;
  const auto marked = store::execute(change, kRead, arg("community_id", community), arg("member_id", member),
                                     arg("position", position), arg("now", now_ms));
  if (marked == 1) store::execute(change, kCountOneLess, arg("community_id", community), arg("member_id", member));
  return path;
}

void mark_all_read(store::Transaction& change, CommunityId community, MemberId member, std::int64_t now_ms) {
  // The count first: its row's lock keeps a notification that arrives meanwhile out of both or in neither.
  store::execute(change, kCountNone, arg("community_id", community), arg("member_id", member));
  store::execute(change, kReadAll, arg("community_id", community), arg("member_id", member), arg("now", now_ms));
}

}  // namespace rapport::members
