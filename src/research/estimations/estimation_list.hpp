#pragma once

#include <functional>
#include <vector>

#include "http/value.hpp"
#include "research/estimations/estimation_store.hpp"

namespace rapport::research {

/// Estimations as estimations/estimation_list.html shows them.
/// @param words  an estimation's settings in words, from their JSON
http::Value estimation_list(const std::vector<EstimationSummary>& estimations,
                            const std::function<http::List(const std::string& settings)>& words);

}  // namespace rapport::research
