#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "http/messages.hpp"
#include "http/views.hpp"
#include "spine/live.hpp"
#include "store/database.hpp"

namespace rapport::dialogue {

/// What the pages of this folder work with. All of it outlives the router.
struct Context {
  store::Database& database;
  const Clock& clock;
  IdSource& ids;
  spine::LiveUpdates& live;
  const http::Views& views;
  const http::Messages& messages;
};

}  // namespace rapport::dialogue
