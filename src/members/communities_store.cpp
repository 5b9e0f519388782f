#include "http/errors.hpp"
#include "members/communities.hpp"
#include "store/query.hpp"

namespace rapport::members {
namespace {

constexpr std::int64_t kRemembered_ms = 60'000;
constexpr const char* kAll = "SELECT community_id, host, name FROM community";

}  // namespace

std::shared_ptr<const Communities::Hosts> Communities::hosts() {
  {
    std::lock_guard lock(mutex_);
    if (hosts_ && clock_.now_ms() - read_at_ms_ < kRemembered_ms) return hosts_;
  }
  auto read = std::make_shared<Hosts>();
  store::each(*database_.session(), kAll, [&](CommunityId id, std::string host, std::string name) {
    read->emplace(std::move(host), Community{id, std::move(name)});
  });
  std::lock_guard lock(mutex_);
  hosts_ = std::move(read);
  read_at_ms_ = clock_.now_ms();
  return hosts_;
}

void Communities::forget() {
  std::lock_guard lock(mutex_);
  hosts_.reset();
}

Community Communities::of(std::string_view host) {
  const auto all = hosts();
  if (const auto colon = host.rfind(':'); colon != host.npos && host.find(']', colon) == host.npos)
    host = host.substr(0, colon);
  auto found = all->find(host);
  if (found == all->end()) found = all->find("*");
  if (found == all->end()) throw http::NotFound{};
  return found->second;
}

}  // namespace rapport::members
