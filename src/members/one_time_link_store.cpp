#include "members/one_time_link.hpp"
#include "members/token.hpp"
#include "store/query.hpp"

namespace rapport::members {
namespace {

using store::arg;

constexpr const char* kEndOlder =
    "DELETE FROM one_time_link WHERE community_id = :community_id AND purpose = :purpose "
    "AND COALESCE(member_id, 0) = :member_id";
constexpr const char* kInsert =
    "INSERT INTO one_time_link (community_id, token_hash, purpose, member_id, detail, created_at, expires_at) "
    "VALUES (:community_id, :token_hash, :purpose, :member_id, :detail, :now, :expires_at)";
constexpr const char* kFind =
    "SELECT member_id, detail FROM one_time_link WHERE community_id = :community_id AND token_hash = :token_hash "
    "AND purpose = :purpose AND expires_at > :now";
constexpr const char* kUse =
    "DELETE FROM one_time_link WHERE community_id = :community_id AND token_hash = :token_hash "
    "AND purpose = :purpose AND expires_at > :now RETURNING member_id, detail";
constexpr const char* kEndAll =
    "DELETE FROM one_time_link WHERE community_id = :community_id AND member_id = :member_id";

std::optional<OneTimeLink> ask(store::Session& session, const char* sql, CommunityId community,
                               const std::string& purpose, const std::string& token, std::int64_t now_ms) {
  std::optional<OneTimeLink> found;
  store::each(
      session, sql,
      [&](std::optional<MemberId> member, std::string detail) {
        found = OneTimeLink{community, purpose, member, std::move(detail)};
      },
      arg("community_id", community), arg("token_hash", token_hash(token)), arg("purpose", purpose),
      arg("now", now_ms));
  return found;
}

}  // namespace

std::string make_link(store::Transaction& change, const OneTimeLink& link, std::int64_t now_ms,
                      std::int64_t expires_at_ms) {
  store::execute(change, kEndOlder, arg("community_id", link.community), arg("purpose", link.purpose),
                 arg("member_id", link.member.value_or(MemberId{0})));
  const std::string token = random_token();
  store::execute(change, kInsert, arg("community_id", link.community), arg("token_hash", token_hash(token)),
                 arg("purpose", link.purpose), arg("member_id", link.member), arg("detail", link.detail),
                 arg("now", now_ms), arg("expires_at", expires_at_ms));
  return token;
}

std::optional<OneTimeLink> find_link(store::Session& session, CommunityId community, const std::string& purpose,
                                     const std::string& token, std::int64_t now_ms) {
  return ask(session, kFind, community, purpose, token, now_ms);
}

std::optional<OneTimeLink> use_link(store::Transaction& change, CommunityId community, const std::string& purpose,
                                    const std::string& token, std::int64_t now_ms) {
  return ask(change, kUse, community, purpose, token, now_ms);
}

void end_links(store::Transaction& change, CommunityId community, MemberId member) {
  store::execute(change, kEndAll, arg("community_id", community), arg("member_id", member));
}

}  // namespace rapport::members
