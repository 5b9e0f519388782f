#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "http/messages.hpp"
#include "members/secret.hpp"
#include "spine/live.hpp"
#include "store/database.hpp"

namespace rapport::surveys {

/// What the pages of surveys work with. References live as long as the site.
struct Context {
  store::Database& database;
  const Clock& clock;
  IdSource& ids;
  const http::Messages& messages;
  const members::Secret& secret;
  spine::LiveUpdates& live;
};

}  // namespace rapport::surveys
