#include "members/set_up/set_up_store.hpp"

#include "store/query.hpp"

namespace rapport::members {
namespace {

constexpr const char* kRename = "UPDATE community SET name = :name WHERE community_id = :community_id";

}  // namespace

void set_community_name(store::Transaction& change, CommunityId community, const std::string& name) {
  store::execute(change, kRename, store::arg("name", name), store::arg("community_id", community));
}

}  // namespace rapport::members
