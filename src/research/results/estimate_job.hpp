#pragma once

#include <memory>

#include "jobs/runner.hpp"
#include "research/lab.hpp"
#include "research/results/result_store.hpp"

namespace rapport::research {

/// Stores what is wanted and queues the job "lab.pls" that estimates it.
void ask_for_estimate(store::Transaction& change, CommunityId community, const StoredResult& wanted);

/// Estimates: keeps the numbers, or why there are none, and appends the event "model.estimated" (subject: the result,
/// context: the answers) when there are. Run again, it does nothing.
jobs::Handler estimate_handler(const std::shared_ptr<Lab>& lab);

}  // namespace rapport::research
