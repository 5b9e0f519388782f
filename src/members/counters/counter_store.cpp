#include "members/counters/counter.hpp"
#include "store/query.hpp"

namespace rapport::members {
namespace {

using store::arg;

constexpr const char* kCount =
    "INSERT INTO member_counter (community_id, member_id, kind, total) VALUES (:community_id, :member_id, :kind, 1) "
    "ON CONFLICT (community_id, member_id, kind) DO UPDATE SET total = member_counter.total + 1";
constexpr const char* kForget = "DELETE FROM member_counter WHERE community_id = :community_id";
constexpr const char* kOf =
    "SELECT kind, total FROM member_counter WHERE community_id = :community_id AND member_id = :member_id";

}  // namespace

spine::Subscriber counters_subscriber() {
  return {"counters",
          [](store::Transaction& change, const spine::Event& event) {
            if (!event.actor) return;
            store::execute(change, kCount, arg("community_id", event.community), arg("member_id", *event.actor),
                           arg("kind", event.kind));
          },
          [](store::Transaction& change, CommunityId community) {
            store::execute(change, kForget, arg("community_id", community));
          }};
}

std::map<std::string, std::int64_t> counters_of(store::Session& session, CommunityId community, MemberId member) {
  std::map<std::string, std::int64_t> counters;
  store::each(
      session, kOf, [&](std::string kind, std::int64_t total) { counters.emplace(std::move(kind), total); },
      arg("community_id", community), arg("member_id", member));
  return counters;
}

}  // namespace rapport::members
