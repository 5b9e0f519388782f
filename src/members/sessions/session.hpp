#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/reader.hpp"
#include "store/database.hpp"

namespace rapport::members {

using SessionId = Id<struct SessionTag>;

/// A browser that somebody is signed in with.
struct SignedInBrowser {
  SessionId id;
  std::string user_agent;
  std::string address;
  std::int64_t created_at_ms = 0;
  std::int64_t seen_at_ms = 0;
};

struct NewSession {
  CommunityId community = {};
  SessionId id = {};
  MemberId member = {};
  std::string token = {};  // stored as its hash
  std::string user_agent = {};
  std::string address = {};
  std::int64_t now_ms = 0;
};

/// A session ends when it was not used for 30 days.
inline constexpr std::int64_t kSessionLasts_ms = 30LL * 24 * 60 * 60 * 1000;

/// Adds it, and throws away those of this member that have run out.
void insert_session(store::Transaction& change, const NewSession& session);

/// Who a session's token stands for, in one query over one index; empty if it has ended.
struct Identified {
  SessionId session;
  MemberId member;
  Role role;
  std::int64_t seen_at_ms;
};
std::optional<Identified> identify_session(store::Session& session, CommunityId community, const std::string& token,
                                           std::int64_t now_ms);
/// Used just now: lasts from now on.
void touch_session(store::Transaction& change, CommunityId community, SessionId id, std::int64_t now_ms);

std::vector<SignedInBrowser> sessions_of(store::Session& session, CommunityId community, MemberId member,
                                         std::int64_t now_ms);
/// Ends one session of this member. @return false if the member has none of that id
bool end_session(store::Transaction& change, CommunityId community, MemberId member, SessionId id);
void end_session_of_token(store::Transaction& change, CommunityId community, const std::string& token);
/// Ends all but the one of this token; an empty token spares none.
void end_other_sessions(store::Transaction& change, CommunityId community, MemberId member, const std::string& token);

}  // namespace rapport::members
