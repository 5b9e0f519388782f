#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::members {

struct Community {
  CommunityId id;
  std::string name;
};

/// Which community answers to a host name, remembered for a minute so that requests need not ask. Thread-safe.
class Communities {
 public:
  Communities(store::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  /// The community of this host name (a port behind it is ignored), else the one that answers to every other.
  /// @throws http::NotFound if there is neither
  Community of(std::string_view host);
  /// Reads them again at the next request.
  void forget();

 private:
  using Hosts = std::map<std::string, Community, std::less<>>;
  std::shared_ptr<const Hosts> hosts();

  store::Database& database_;
  const Clock& clock_;
  std::mutex mutex_;
  std::shared_ptr<const Hosts> hosts_;
  std::int64_t read_at_ms_ = 0;
};

}  // namespace rapport::members
