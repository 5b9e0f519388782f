#pragma once

#include <memory>

#include "http/router.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// /lab/glossary: what every quantity of the laboratory means.
void add_glossary_routes(http::Router& router, const std::shared_ptr<Lab>& lab);

}  // namespace rapport::research
