#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "http/messages.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// What the pages of this folder work with. All of it outlives the router.
struct Context {
  store::Database& database;
  const Clock& clock;
  IdSource& ids;
  const http::Messages& messages;
};

}  // namespace rapport::display
