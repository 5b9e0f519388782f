#pragma once

#include <memory>

#include "http/request.hpp"
#include "http/router.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// /lab/sem/{result}: how far an estimation is, then its numbers, or why there are none; with progress and stop.
/// /lab/sem/{result}/download: the numbers as a file. /lab/sem/{result}/compare?with=: beside another run.
void add_sem_result_routes(http::Router& router, const std::shared_ptr<Lab>& lab);

/// The page that sets two runs side by side.
http::Response compare_sem(const Lab& lab, const http::Request& request);

}  // namespace rapport::research
