#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::members {

/// Somebody who filled in the form and has not yet shown that the address is theirs.
struct SignUp {
  CommunityId community = {};
  std::string name = {};
  std::string email = {};
  std::string password_hash = {};
  bool consents = false;          // to research
  std::string visitor_hash = {};  // token_hash of the browser's visitor cookie
};

inline constexpr std::int64_t kSignUpLasts_ms = 48LL * 60 * 60 * 1000;

/// Keeps it for 48 hours, with older ones of anybody that have run out thrown away. @return  the token of its link
std::string insert_sign_up(store::Transaction& change, const SignUp& sign_up, std::int64_t now_ms);
std::optional<SignUp> find_sign_up(store::Session& session, CommunityId community, const std::string& token,
                                   std::int64_t now_ms);
/// Uses the link up, with every other sign-up for the same address. Of two that try at once, one gets it.
std::optional<SignUp> use_sign_up(store::Transaction& change, CommunityId community, const std::string& token,
                                  std::int64_t now_ms);

/// A new link for the latest sign-up of this address; the old link ends. Empty if nobody is waiting.
struct Renewed {
  std::string token;
  std::string name;
};
std::optional<Renewed> renew_sign_up(store::Transaction& change, CommunityId community, const std::string& email,
                                     std::int64_t now_ms);

}  // namespace rapport::members
