#pragma once

#include "demand/board/writing.hpp"
#include "http/router.hpp"

namespace rapport::board {

/// /support: reading the board and writing on it.
/// @param messages_per_minute  from one address, so that nobody floods the board; 0: no limit
void add_board_routes(http::Router& router, const Context& context, int messages_per_minute);

}  // namespace rapport::board
