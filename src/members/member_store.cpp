#include "members/member_store.hpp"

#include "mail/address.hpp"
#include "store/query.hpp"
#include "text/markdown.hpp"
#include "text/slug.hpp"

namespace rapport::members {
namespace {

using store::arg;

constexpr const char* kInsert =
    "INSERT INTO member (community_id, member_id, name, handle, email, email_folded, password_hash, role, bio, "
    "bio_html, city, confirmed_at, created_at) VALUES (:community_id, :member_id, :name, :handle, :email, "
    ":email_folded, :password_hash, :role, :bio, :bio_html, :city, :now, :now)";
constexpr const char* kRoleRow =
    "INSERT INTO member_role (community_id, member_id, since, role, given_by) VALUES (:community_id, :member_id, "
    ":since, :role, :given_by) ON CONFLICT (community_id, member_id, since) DO UPDATE SET role = :role, given_by = "
    ":given_by";

constexpr const char* kFind =
    "SELECT member_id, name, handle, email, role, bio, bio_html, city, created_at FROM member "
    "WHERE community_id = :community_id AND member_id = :member_id";
constexpr const char* kFindByEmail =
    "SELECT member_id, name, handle, email, role, bio, bio_html, city, created_at FROM member "
    "WHERE community_id = :community_id AND email_folded = :email_folded";
constexpr const char* kList =
    "SELECT member_id, name, handle, email, role, bio, bio_html, city, created_at FROM member "
    "WHERE community_id = :community_id ORDER BY role = 'member', role, name, member_id LIMIT :limit";
constexpr const char* kHasAdmin =
    "SELECT member_id FROM member WHERE community_id = :community_id AND role = 'admin' LIMIT 1";

constexpr const char* kCredentials =
    "SELECT member_id, password_hash FROM member WHERE community_id = :community_id AND email_folded = :email_folded";
constexpr const char* kPasswordHash =
    "SELECT password_hash FROM member WHERE community_id = :community_id AND member_id = :member_id";

constexpr const char* kSetPassword =
    "UPDATE member SET password_hash = :password_hash WHERE community_id = :community_id AND member_id = :member_id";
constexpr const char* kSetEmail =
    "UPDATE member SET email = :email, email_folded = :email_folded WHERE community_id = :community_id "
    "AND member_id = :member_id";
constexpr const char* kSetProfile =
    "UPDATE member SET name = :name, handle = :handle, bio = :bio, bio_html = :bio_html, city = :city "
    "WHERE community_id = :community_id AND member_id = :member_id";
constexpr const char* kSetRole =
    "UPDATE member SET role = :role WHERE community_id = :community_id AND member_id = :member_id";
constexpr const char* kRoles =
    "SELECT since, role FROM member_role WHERE community_id = :community_id AND member_id = :member_id ORDER BY since";

auto reading(std::vector<Member>& members, CommunityId community) {
  return [&members, community](MemberId id, std::string name, std::string handle, std::string email, std::string role,
                               std::string bio, std::string bio_html, std::string city, std::int64_t created_at) {
    members.push_back({community, id, std::move(name), std::move(handle), std::move(email), role_from(role).value(),
                       std::move(bio), std::move(bio_html), std::move(city), created_at});
  };
}

std::optional<Member> first(std::vector<Member> members) {
  if (members.empty()) return std::nullopt;
  return std::move(members.front());
}

std::string bio_as_html(const std::string& bio) {
  return bio.empty() ? "" : text::render_markdown(bio);
}

void record_role(store::Transaction& change, CommunityId community, MemberId id, Role role,
                 std::optional<MemberId> given_by, std::int64_t now_ms) {
  store::execute(change, kRoleRow, arg("community_id", community), arg("member_id", id), arg("since", now_ms),
                 arg("role", to_string(role)), arg("given_by", given_by));
}

}  // namespace

void insert_member(store::Transaction& change, const NewMember& member) {
  store::execute(change, kInsert, arg("community_id", member.community), arg("member_id", member.id),
                 arg("name", member.name), arg("handle", text::slug(member.name)), arg("email", member.email),
                 arg("email_folded", mail::folded(member.email)), arg("password_hash", member.password_hash),
                 arg("role", to_string(member.role)), arg("bio", member.bio), arg("bio_html", bio_as_html(member.bio)),
                 arg("city", member.city), arg("now", member.now_ms));
  record_role(change, member.community, member.id, member.role, std::nullopt, member.now_ms);
}

std::optional<Member> find_member(store::Session& session, CommunityId community, MemberId id) {
  std::vector<Member> found;
  store::each(session, kFind, reading(found, community), arg("community_id", community), arg("member_id", id));
  return first(std::move(found));
}

std::optional<Member> find_member_by_email(store::Session& session, CommunityId community, std::string_view email) {
  std::vector<Member> found;
  store::each(session, kFindByEmail, reading(found, community), arg("community_id", community),
              arg("email_folded", mail::folded(email)));
  return first(std::move(found));
}

bool has_admin(store::Session& session, CommunityId community) {
  return store::one<MemberId>(session, kHasAdmin, arg("community_id", community)).has_value();
}

std::optional<Credentials> find_credentials(store::Session& session, CommunityId community, std::string_view email) {
  const auto found = store::one<MemberId, std::string>(session, kCredentials, arg("community_id", community),
                                                       arg("email_folded", mail::folded(email)));
  if (!found) return std::nullopt;
  return Credentials{std::get<0>(*found), std::get<1>(*found)};
}

std::string password_hash_of(store::Session& session, CommunityId community, MemberId id) {
  return store::one<std::string>(session, kPasswordHash, arg("community_id", community), arg("member_id", id))
      .value_or("");
}

void set_password_hash(store::Transaction& change, CommunityId community, MemberId id, const std::string& hash) {
  store::execute(change, kSetPassword, arg("password_hash", hash), arg("community_id", community),
                 arg("member_id", id));
}

void set_email(store::Transaction& change, CommunityId community, MemberId id, const std::string& email) {
  store::execute(change, kSetEmail, arg("email", email), arg("email_folded", mail::folded(email)),
                 arg("community_id", community), arg("member_id", id));
}

void set_profile(store::Transaction& change, CommunityId community, MemberId id, const std::string& name,
                 const std::string& bio, const std::string& city) {
  store::execute(change, kSetProfile, arg("name", name), arg("handle", text::slug(name)), arg("bio", bio),
                 arg("bio_html", bio_as_html(bio)), arg("city", city), arg("community_id", community),
                 arg("member_id", id));
}

void set_role(store::Transaction& change, CommunityId community, MemberId id, Role role,
              std::optional<MemberId> given_by, std::int64_t now_ms) {
  store::execute(change, kSetRole, arg("role", to_string(role)), arg("community_id", community), arg("member_id", id));
  record_role(change, community, id, role, given_by, now_ms);
}

std::vector<RoleChange> role_history(store::Session& session, CommunityId community, MemberId id) {
  std::vector<RoleChange> history;
  store::each(
      session, kRoles, [&](std::int64_t since, std::string role) { history.push_back({since, std::move(role)}); },
      arg("community_id", community), arg("member_id", id));
  return history;
}

std::vector<Member> list_members(store::Session& session, CommunityId community, int limit) {
  std::vector<Member> members;
  store::each(session, kList, reading(members, community), arg("community_id", community), arg("limit", limit));
  return members;
}

}  // namespace rapport::members
