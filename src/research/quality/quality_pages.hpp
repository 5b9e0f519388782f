#pragma once

#include <memory>

#include "http/router.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// /lab/{set}/quality: how well the items measure their constructs.
void add_quality_routes(http::Router& router, const std::shared_ptr<Lab>& lab);

}  // namespace rapport::research
