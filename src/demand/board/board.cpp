#include "demand/board/board.hpp"

#include "demand/board/board_desk.hpp"
#include "demand/board/board_pages.hpp"

namespace rapport::board {

void add_routes(http::Router& router, store::Database& database, const Clock& clock, IdSource& ids,
                const http::Messages& messages, const Settings& settings) {
  const Context context{database, clock, ids, messages, settings.origin};
  add_board_routes(router, context, settings.messages_per_minute);
  add_desk_routes(router, context);
}

}  // namespace rapport::board
