#pragma once

#include <optional>
#include <string>

#include "research/answer_sets/answer_set.hpp"
#include "research/results/result_store.hpp"
#include "stats/pls/bootstrap.hpp"

namespace rapport::research {

/// Numbers, or why there are none: never both.
struct Estimated {
  std::optional<stats::PlsResult> result = {};
  std::string problem = {};
};

/// Estimates a PLS path model, with a bootstrap if draws are wanted.
/// @param how  threads, progress and stop of the bootstrap; draws and seed come from the options. Stopped: no result
Estimated estimate(const AnswerSet& set, const std::string& model_text, const EstimateOptions& options,
                   stats::BootstrapOptions how);

}  // namespace rapport::research
