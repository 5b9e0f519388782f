#pragma once

#include "dialogue/context.hpp"
#include "http/router.hpp"

namespace rapport::dialogue {

/// GET /desk/moderation: the reports that wait, oldest first, each with its post. GET /desk/moderation/log: what
/// moderators did, newest first.
void add_moderation_desk_routes(http::Router& router, const Context& context);

}  // namespace rapport::dialogue
