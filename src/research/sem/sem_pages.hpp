#pragma once

#include <memory>

#include "http/router.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// /lab/{set}/sem: the text of a factor or structural equation model, its drawing, and how to estimate it.
/// /lab/{set}/sem-drawing: the drawing alone, for the page's script.
void add_sem_routes(http::Router& router, const std::shared_ptr<Lab>& lab);

}  // namespace rapport::research
