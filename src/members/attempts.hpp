#pragma once

#include <cstdint>
#include <string>

#include "http/request.hpp"
#include "members/site.hpp"

namespace rapport::members {

/// So many times within so long, each person or address for itself. Counted in the database, so that several processes
/// count together and a restart forgets nothing.
struct Limit {
  const char* kind;
  int times;
  std::int64_t window_ms;
};

namespace limits {
inline constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute;
// Guessing: one person's few mistakes pass; one address, or many that try one account, do not.
inline constexpr Limit sign_in_from_here{"sign-in account and address", 5, 5 * kMinute};
inline constexpr Limit sign_in_from_network{"sign-in address", 20, 5 * kMinute};
inline constexpr Limit sign_in_to_account{"sign-in account", 30, 15 * kMinute};
inline constexpr Limit own_password{"own password", 10, 15 * kMinute};
// Mail: nobody's mailbox can be filled through us.
inline constexpr Limit mails_to_address{"mail to address", 4, kHour};
inline constexpr Limit mails_from_network{"mail by address", 30, kHour};
}  // namespace limits

/// Counts one more try. @return  0, or the seconds until the next may succeed
int count_attempt(store::Transaction& change, const Site& site, CommunityId community, const Limit& limit,
                  const std::string& who);
/// It was no guess: the tries until now no longer count.
void forget_attempts(store::Transaction& change, const Site& site, CommunityId community, const Limit& limit,
                     const std::string& who);

/// Counts the try in a transaction of its own and refuses it when it is one too many.
/// @throws http::TooManyRequests
void allow_attempt(const Site& site, const http::Request& request, const Limit& limit, const std::string& who);

/// What counts as one client: an IPv4 address, or the /64 of an IPv6 address.
std::string network_name(const http::Request& request);

}  // namespace rapport::members
