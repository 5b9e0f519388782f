#include "members/sessions/session.hpp"
#include "members/token.hpp"
#include "store/query.hpp"

namespace rapport::members {
namespace {

using store::arg;

constexpr const char* kInsert =
    "INSERT INTO member_session (community_id, session_id, member_id, token_hash, user_agent, address, created_at, "
    "seen_at, expires_at) VALUES (:community_id, :session_id, :member_id, :token_hash, :user_agent, :address, :now, "
    ":now, :expires_at)";
constexpr const char* kIdentify =
    "SELECT s.session_id, s.member_id, m.role, s.seen_at FROM member_session s "
    "JOIN member m ON m.community_id = s.community_id AND m.member_id = s.member_id "
    "WHERE s.community_id = :community_id AND s.token_hash = :token_hash AND s.expires_at > :now";
constexpr const char* kTouch =
    "UPDATE member_session SET seen_at = :now, expires_at = :expires_at WHERE community_id = :community_id "
    "AND session_id = :session_id";
constexpr const char* kOf =
    "SELECT session_id, user_agent, address, created_at, seen_at FROM member_session "
    "WHERE community_id = :community_id AND member_id = :member_id AND expires_at > :now "
    "ORDER BY seen_at DESC, session_id DESC";
constexpr const char* kEnd =
    "DELETE FROM member_session WHERE community_id = :community_id AND member_id = :member_id "
    "AND session_id = :session_id";
constexpr const char* kEndOfToken =
    "DELETE FROM member_session WHERE community_id = :community_id AND token_hash = :token_hash";
constexpr const char* kEndOthers =
    "DELETE FROM member_session WHERE community_id = :community_id AND member_id = :member_id "
    "AND token_hash <> :token_hash";
constexpr const char* kDeleteExpired =
    "DELETE FROM member_session WHERE community_id = :community_id AND member_id = :member_id AND expires_at <= :now";

}  // namespace

void insert_session(store::Transaction& change, const NewSession& session) {
  store::execute(change, kDeleteExpired, arg("community_id", session.community), arg("member_id", session.member),
                 arg("now", session.now_ms));
  store::execute(change, kInsert, arg("community_id", session.community), arg("session_id", session.id),
                 arg("member_id", session.member), arg("token_hash", token_hash(session.token)),
                 arg("user_agent", session.user_agent), arg("address", session.address), arg("now", session.now_ms),
                 arg("expires_at", session.now_ms + kSessionLasts_ms));
}

std::optional<Identified> identify_session(store::Session& session, CommunityId community, const std::string& token,
                                           std::int64_t now_ms) {
  std::optional<Identified> found;
  store::each(
      session, kIdentify,
      [&](SessionId id, MemberId member, std::string role, std::int64_t seen_at) {
        found = Identified{id, member, role_from(role).value(), seen_at};
      },
      arg("community_id", community), arg("token_hash", token_hash(token)), arg("now", now_ms));
  return found;
}

void touch_session(store::Transaction& change, CommunityId community, SessionId id, std::int64_t now_ms) {
  store::execute(change, kTouch, arg("now", now_ms), arg("expires_at", now_ms + kSessionLasts_ms),
                 arg("community_id", community), arg("session_id", id));
}

std::vector<SignedInBrowser> sessions_of(store::Session& session, CommunityId community, MemberId member,
                                         std::int64_t now_ms) {
  std::vector<SignedInBrowser> sessions;
  store::each(
      session, kOf,
      [&](SessionId id, std::string user_agent, std::string address, std::int64_t created_at, std::int64_t seen_at) {
        sessions.push_back({id, std::move(user_agent), std::move(address), created_at, seen_at});
      },
      arg("community_id", community), arg("member_id", member), arg("now", now_ms));
  return sessions;
}

bool end_session(store::Transaction& change, CommunityId community, MemberId member, SessionId id) {
  return store::execute(change, kEnd, arg("community_id", community), arg("member_id", member),
                        arg("session_id", id)) == 1;
}

void end_session_of_token(store::Transaction& change, CommunityId community, const std::string& token) {
  store::execute(change, kEndOfToken, arg("community_id", community), arg("token_hash", token_hash(token)));
}

void end_other_sessions(store::Transaction& change, CommunityId community, MemberId member, const std::string& token) {
  store::execute(change, kEndOthers, arg("community_id", community), arg("member_id", member),
                 arg("token_hash", token.empty() ? "" : token_hash(token)));
}

}  // namespace rapport::members
