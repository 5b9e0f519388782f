#pragma once

#include <string>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "http/messages.hpp"
#include "http/router.hpp"
#include "store/database.hpp"

namespace rapport::board {

struct Settings {
  std::string origin = "http://127.0.0.1:8080";  // how people reach the site: links in mails begin with it
  int messages_per_minute = 3;                   // from one address; 0: no limit
};

/// The message board: /support, and /desk/board for who answers. Everything given outlives the router.
void add_routes(http::Router& router, store::Database& database, const Clock& clock, IdSource& ids,
                const http::Messages& messages, const Settings& settings);

}  // namespace rapport::board
