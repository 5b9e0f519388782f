#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "http/messages.hpp"
#include "http/router.hpp"
#include "http/value.hpp"
#include "members/identity.hpp"
#include "members/password.hpp"
#include "members/secret.hpp"
#include "store/database.hpp"

namespace rapport::members {

struct Settings {
  std::string origin = "http://127.0.0.1:8080";  // how people reach the site: links in mails begin with it
  bool rate_limits = true;                       // false for measurements and tests only
};

/// What another feature keeps about a member, for the member's own download.
struct PersonalData {
  std::string name;  // "posts"
  std::function<http::Value(store::Session&, CommunityId, MemberId)> collect;
};

/// What the handlers of this layer work with. References live as long as the site.
struct Site {
  store::Database& database;
  const Clock& clock;
  IdSource& ids;
  const http::Messages& messages;
  const Secret& secret;
  Passwords& passwords;
  Identity& identity;
  const Settings settings;
  std::vector<PersonalData> personal_data = {};  // complete before serving
};

/// A handler that is an ordinary function of site and request.
using SiteHandler = http::Response (*)(const Site&, const http::Request&);
inline http::Handler on(const Site& site, SiteHandler handler) {
  return [&site, handler](const http::Request& request) { return handler(site, request); };
}

/// "/community/riding" if that is an address on this site, else "/": where a form may lead.
std::string local_path(std::string_view next);

}  // namespace rapport::members
