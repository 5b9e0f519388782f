#pragma once

#include <optional>
#include <string>
#include <vector>

#include "members/member.hpp"
#include "store/database.hpp"

namespace rapport::members {

struct NewMember {
  CommunityId community = {};
  MemberId id = {};
  std::string name = {};
  std::string email = {};
  std::string password_hash = {};  // of Passwords::hash; empty: nobody can sign in until the password is reset
  Role role = Role::member;
  std::string bio = {};
  std::string city = {};
  std::int64_t now_ms = 0;
};
/// @throws store::Conflict if the address has an account in this community
void insert_member(store::Transaction& change, const NewMember& member);

std::optional<Member> find_member(store::Session& session, CommunityId community, MemberId id);
std::optional<Member> find_member_by_email(store::Session& session, CommunityId community, std::string_view email);
bool has_admin(store::Session& session, CommunityId community);

/// For signing in: who has this address, and the password's hash.
struct Credentials {
  MemberId id;
  std::string password_hash;
};
std::optional<Credentials> find_credentials(store::Session& session, CommunityId community, std::string_view email);
std::string password_hash_of(store::Session& session, CommunityId community, MemberId id);

void set_password_hash(store::Transaction& change, CommunityId community, MemberId id, const std::string& hash);
/// @throws store::Conflict if the address has an account in this community
void set_email(store::Transaction& change, CommunityId community, MemberId id, const std::string& email);
void set_profile(store::Transaction& change, CommunityId community, MemberId id, const std::string& name,
                 const std::string& bio, const std::string& city);
/// @param given_by  who gave it; empty: from the command line
void set_role(store::Transaction& change, CommunityId community, MemberId id, Role role,
              std::optional<MemberId> given_by, std::int64_t now_ms);

struct RoleChange {
  std::int64_t since_ms;
  std::string role;
};
std::vector<RoleChange> role_history(store::Session& session, CommunityId community, MemberId id);

/// Everyone but plain members first by role, then by name; at most limit. For the command line.
std::vector<Member> list_members(store::Session& session, CommunityId community, int limit);

}  // namespace rapport::members
