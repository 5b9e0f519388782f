#pragma once

#include "dialogue/context.hpp"
#include "http/router.hpp"

namespace rapport::dialogue {

/// GET and POST /posts/{post}/report: a member tells the moderators of a post, and sees that it waits.
void add_report_routes(http::Router& router, const Context& context);

}  // namespace rapport::dialogue
