#pragma once

#include "demand/surveys/context.hpp"
#include "http/router.hpp"

namespace rapport::surveys {

/// The site map of surveys: /say for customers, /desk/surveys for staff.
void add_routes(http::Router& router, const Context& context);

}  // namespace rapport::surveys
