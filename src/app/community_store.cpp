#include "app/community.hpp"
#include "store/query.hpp"

namespace rapport::app {
namespace {

constexpr const char* kDefault = "SELECT community_id FROM community WHERE host = '*'";
constexpr const char* kMake =
    "INSERT INTO community (community_id, host, name, created_at) VALUES (1, '*', 'Our community', :now) "
    "ON CONFLICT DO NOTHING";
constexpr const char* kName = "SELECT name FROM community WHERE community_id = :community_id";
constexpr const char* kRename = "UPDATE community SET name = :name WHERE community_id = :community_id";

}  // namespace

CommunityId default_community(store::Database& database, const Clock& clock) {
  if (const auto found = store::one<CommunityId>(*database.session(), kDefault)) return *found;
  store::Transaction change{database};
  store::execute(change, kMake, store::arg("now", clock.now_ms()));
  const auto made = store::one<CommunityId>(change, kDefault).value();
  change.commit();
  return made;
}

std::string community_name(store::Session& session, CommunityId community) {
  return store::one<std::string>(session, kName, store::arg("community_id", community)).value_or("");
}

void rename_community(store::Transaction& change, CommunityId community, const std::string& name) {
  store::execute(change, kRename, store::arg("community_id", community), store::arg("name", name));
}

}  // namespace rapport::app
