#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "http/messages.hpp"
#include "http/router.hpp"
#include "members/identity.hpp"
#include "members/password.hpp"
#include "members/secret.hpp"
#include "members/site.hpp"
#include "spine/subscriber.hpp"
#include "store/database.hpp"

namespace rapport::members {

/// People of a site: made once, in main.
///   members::Members members{database, clock, ids, messages, {.origin = origin}};
///   hooks.identify = [&](http::Request& request) { members.identity().identify(request); };
///   hooks.layout = [&](const http::Request& request) { return members.identity().layout(request); };
///   members.add_routes(router);
///   spine::Dispatcher dispatcher{database, members::subscribers()};
class Members {
 public:
  Members(store::Database& database, const Clock& clock, IdSource& ids, const http::Messages& messages,
          Settings settings, Passwords::Cost cost = {});

  Identity& identity() { return identity_; }
  const Secret& secret() const { return secret_; }
  const Site& site() const { return site_; }

  /// Before serving: what a feature keeps about a member goes into the member's own download.
  void add_personal_data(PersonalData data) { site_.personal_data.push_back(std::move(data)); }

  /// The pages of people: members.cpp lists them.
  void add_routes(http::Router& router) const;

 private:
  Secret secret_;
  Passwords passwords_;
  Identity identity_;
  Site site_;
};

/// Notifications and counters, derived from the log.
std::vector<spine::Subscriber> subscribers();

/// A link to the page that makes the first administrator, valid for a week and once; whatever link was given before
/// ends. Empty if the community has an administrator.
std::optional<std::string> first_admin_link(store::Database& database, const Clock& clock, CommunityId community,
                                            const std::string& origin);

}  // namespace rapport::members
