#pragma once

#include "display/context.hpp"
#include "http/router.hpp"

namespace rapport::display {

/// /desk/faq: writing, previewing, publishing and deleting questions and answers.
void add_faq_desk_routes(http::Router& router, const Context& context);

}  // namespace rapport::display
