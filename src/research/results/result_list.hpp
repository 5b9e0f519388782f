#pragma once

#include "http/value.hpp"
#include "research/results/result_store.hpp"

namespace rapport::research {

/// Results as results/result_list.html shows them.
http::Value result_list(const std::vector<ResultSummary>& results);

}  // namespace rapport::research
