#pragma once

#include <functional>
#include <vector>

#include "http/messages.hpp"
#include "http/router.hpp"
#include "members/permission.hpp"
#include "store/database.hpp"

namespace rapport::app {

/// One place where staff work: shown on the desk to those who may work there.
struct DeskPlace {
  const char* url;
  const char* name_key;  // messages of its name and of what one does there
  const char* description_key;
  members::Permission permission;
  /// How many things wait there, at most limit + 1 ("more than limit"); empty where nothing ever waits.
  std::function<std::size_t(store::Session&, const Reader&, int limit)> waiting = {};
};

/// GET /desk: what waits for an answer first, then what one may write and look after. Everything given outlives the
/// router.
void add_desk_routes(http::Router& router, store::Database& database, const http::Messages& messages,
                     std::vector<DeskPlace> places);

}  // namespace rapport::app
