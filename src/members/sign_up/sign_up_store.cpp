#include "mail/address.hpp"
#include "members/sign_up/sign_up.hpp"
#include "members/token.hpp"
#include "store/query.hpp"

namespace rapport::members {
namespace {

using store::arg;

constexpr const char* kDeleteExpired = "DELETE FROM sign_up WHERE expires_at <= :now";
constexpr const char* kInsert =
    "INSERT INTO sign_up (community_id, token_hash, name, email, email_folded, password_hash, consents, visitor_hash, "
    "created_at, expires_at) VALUES (:community_id, :token_hash, :name, :email, :email_folded, :password_hash, "
    ":consents, :visitor_hash, :now, :expires_at)";
constexpr const char* kFind =
    "SELECT name, email, password_hash, consents, visitor_hash FROM sign_up WHERE community_id = :community_id "
    "AND token_hash = :token_hash AND expires_at > :now";
constexpr const char* kUse =
    "DELETE FROM sign_up WHERE community_id = :community_id AND token_hash = :token_hash AND expires_at > :now "
    "RETURNING name, email, password_hash, consents, visitor_hash";
constexpr const char* kDeleteOthers =
    "DELETE FROM sign_up WHERE community_id = :community_id AND email_folded = :email_folded";
constexpr const char* kLatest =
    "SELECT token_hash, name FROM sign_up WHERE community_id = :community_id AND email_folded = :email_folded "
    "AND expires_at > :now ORDER BY created_at DESC LIMIT 1";
constexpr const char* kRenew =
    "UPDATE sign_up SET token_hash = :new_hash, expires_at = :expires_at WHERE community_id = :community_id "
    "AND token_hash = :old_hash";

std::optional<SignUp> ask(store::Session& session, const char* sql, CommunityId community, const std::string& token,
                          std::int64_t now_ms) {
  std::optional<SignUp> found;
  store::each(
      session, sql,
      [&](std::string name, std::string email, std::string password_hash, std::int64_t consents,
          std::string visitor_hash) {
        found = SignUp{community,     std::move(name),        std::move(email), std::move(password_hash),
                       consents == 1, std::move(visitor_hash)};
      },
      arg("community_id", community), arg("token_hash", token_hash(token)), arg("now", now_ms));
  return found;
}

}  // namespace

std::string insert_sign_up(store::Transaction& change, const SignUp& sign_up, std::int64_t now_ms) {
  store::execute(change, kDeleteExpired, arg("now", now_ms));
  const std::string token = random_token();
  store::execute(change, kInsert, arg("community_id", sign_up.community), arg("token_hash", token_hash(token)),
                 arg("name", sign_up.name), arg("email", sign_up.email),
                 arg("email_folded", mail::folded(sign_up.email)), arg("password_hash", sign_up.password_hash),
                 arg("consents", sign_up.consents ? 1 : 0), arg("visitor_hash", sign_up.visitor_hash),
                 arg("now", now_ms), arg("expires_at", now_ms + kSignUpLasts_ms));
  return token;
}

std::optional<SignUp> find_sign_up(store::Session& session, CommunityId community, const std::string& token,
                                   std::int64_t now_ms) {
  return ask(session, kFind, community, token, now_ms);
}

std::optional<SignUp> use_sign_up(store::Transaction& change, CommunityId community, const std::string& token,
                                  std::int64_t now_ms) {
  auto used = ask(change, kUse, community, token, now_ms);
  if (used) {
    store::execute(change, kDeleteOthers, arg("community_id", community),
                   arg("email_folded", mail::folded(used->email)));
  }
  return used;
}

std::optional<Renewed> renew_sign_up(store::Transaction& change, CommunityId community, const std::string& email,
                                     std::int64_t now_ms) {
  const auto latest = store::one<std::string, std::string>(
      change, kLatest, arg("community_id", community), arg("email_folded", mail::folded(email)), arg("now", now_ms));
  if (!latest) return std::nullopt;
  const auto& [old_hash, name] = *latest;
  const std::string token = random_token();
  store::execute(change, kRenew, arg("new_hash", token_hash(token)), arg("expires_at", now_ms + kSignUpLasts_ms),
                 arg("community_id", community), arg("old_hash", old_hash));
  return Renewed{token, name};
}

}  // namespace rapport::members
