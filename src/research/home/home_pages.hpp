#pragma once

#include <memory>

#include "http/router.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// /lab: the answers to choose from, and the way in for a file of one's own; /lab/data takes it, /lab/{set}/delete
/// asks whether to delete it, and does.
void add_home_routes(http::Router& router, const std::shared_ptr<Lab>& lab);

}  // namespace rapport::research
