#pragma once

#include <memory>

#include "http/router.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// /lab/{set}/model: the model's text, its drawing, and what to do with it: draw, keep, estimate.
/// /lab/{set}/drawing: the drawing alone, for the page's script.
void add_model_routes(http::Router& router, const std::shared_ptr<Lab>& lab);

}  // namespace rapport::research
