#pragma once

#include <memory>

#include "http/router.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// /lab/{set}: every variable in numbers, and how often each answer was given.
void add_descriptives_routes(http::Router& router, const std::shared_ptr<Lab>& lab);

}  // namespace rapport::research
