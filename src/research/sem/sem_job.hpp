#pragma once

#include <memory>

#include "jobs/runner.hpp"
#include "research/lab.hpp"
#include "research/sem/sem_store.hpp"

namespace rapport::research {

/// Stores what is wanted and queues the job "lab.sem" that works it out.
void ask_for_sem(store::Transaction& change, CommunityId community, const StoredSem& wanted);

/// Estimates, or tests invariance: keeps the numbers, or why there are none, and appends the event "model.estimated"
/// (subject: the result, context: the answers) when there are. Run again, it does nothing.
jobs::Handler sem_handler(const std::shared_ptr<Lab>& lab);

}  // namespace rapport::research
