#pragma once

#include <memory>

#include "http/router.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// /lab/results/{result}: how far an estimation is, then its numbers, or why there are none; with progress and stop.
/// /lab/results/{result}/download: the numbers as a file.
void add_pls_result_routes(http::Router& router, const std::shared_ptr<Lab>& lab);

}  // namespace rapport::research
