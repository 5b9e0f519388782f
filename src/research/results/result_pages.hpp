#pragma once

#include <memory>

#include "http/router.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// /lab/results/{result}: how far an estimation is, then its numbers, or why there are none.
/// /lab/results/{result}/progress: the same for a script. /lab/results/{result}/stop: ends it.
/// /lab/results/{result}/download: the numbers as a file.
void add_result_routes(http::Router& router, const std::shared_ptr<Lab>& lab);

}  // namespace rapport::research
