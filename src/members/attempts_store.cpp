#include "http/address.hpp"
#include "http/errors.hpp"
#include "members/attempts.hpp"
#include "store/query.hpp"

namespace rapport::members {
namespace {

using store::arg;

constexpr const char* kCount =
    "INSERT INTO attempt_count (community_id, kind, key_hash, window_start, total) VALUES (:community_id, :kind, "
    ":key_hash, :now, 1) ON CONFLICT (community_id, kind, key_hash) DO UPDATE SET "
    "total = CASE WHEN attempt_count.window_start <= :oldest THEN 1 ELSE attempt_count.total + 1 END, "
    "window_start = CASE WHEN attempt_count.window_start <= :oldest THEN :now ELSE attempt_count.window_start END "
    "RETURNING total, window_start";
constexpr const char* kForget =
    "DELETE FROM attempt_count WHERE community_id = :community_id AND kind = :kind AND key_hash = :key_hash";
constexpr const char* kForgetOld = "DELETE FROM attempt_count WHERE window_start < :oldest";

/// Not the address itself: this table is nobody's address book.
std::string key_hash(const Site& site, const std::string& who) {
  return site.secret.derive("attempts", who);
}

}  // namespace

int count_attempt(store::Transaction& change, const Site& site, CommunityId community, const Limit& limit,
                  const std::string& who) {
  if (!site.settings.rate_limits) return 0;
  const std::int64_t now = site.clock.now_ms();
  const auto [total, window_start] =
      store::one<std::int64_t, std::int64_t>(change, kCount, arg("community_id", community), arg("kind", limit.kind),
                                             arg("key_hash", key_hash(site, who)), arg("now", now),
                                             arg("oldest", now - limit.window_ms))
          .value();
  if (total <= limit.times) return 0;
  return static_cast<int>((window_start + limit.window_ms - now) / 1000) + 1;
}

void forget_attempts(store::Transaction& change, const Site& site, CommunityId community, const Limit& limit,
                     const std::string& who) {
  store::execute(change, kForget, arg("community_id", community), arg("kind", limit.kind),
                 arg("key_hash", key_hash(site, who)));
}

void allow_attempt(const Site& site, const http::Request& request, const Limit& limit, const std::string& who) {
  store::Transaction change{site.database};
  const int wait_s = count_attempt(change, site, request.reader.community, limit, who);
  store::execute(change, kForgetOld, arg("oldest", site.clock.now_ms() - 24 * limits::kHour));
  change.commit();
  if (wait_s > 0) throw http::TooManyRequests{wait_s};
}

std::string network_name(const http::Request& request) {
  const auto address = http::parse_address(request.address);
  if (!address) return request.address;
  const auto network = http::network_of(*address);
  return {network.begin(), network.end()};
}

}  // namespace rapport::members
