#pragma once

#include "demand/board/writing.hpp"
#include "http/router.hpp"

namespace rapport::board {

/// /desk/board: what waits on the board, with answering, approving and taking down.
void add_desk_routes(http::Router& router, const Context& context);

}  // namespace rapport::board
