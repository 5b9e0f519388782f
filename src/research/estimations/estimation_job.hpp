#pragma once

#include <functional>
#include <memory>
#include <string>

#include "jobs/runner.hpp"
#include "research/estimations/estimation.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// Queues the job "lab.pls" or "lab.sem" that works out a stored estimation.
void queue_estimation(store::Transaction& change, CommunityId community, const Estimation& wanted);

/// Numbers as JSON, or why there are none: never both.
struct WorkedOut {
  std::string json = {};
  std::string problem = {};
};

/// Works out an estimation; tells the job how far it is and gives up when that is cancelled.
using Estimate =
    std::function<WorkedOut(const Lab& lab, jobs::JobContext& job, const Estimation& wanted, const AnswerSet& set)>;

/// Keeps the numbers, or why there are none, and appends the event "model.estimated" (subject: the estimation, context:
/// the answers) when there are. Run again, it does nothing.
jobs::Handler estimation_handler(const std::shared_ptr<Lab>& lab, Method method, Estimate estimate);

/// Half of the processors, so that pages are answered meanwhile.
unsigned threads_for_estimates();

/// An estimation's progress in a job: "120 of 1,000 draws".
/// @param words  the message, with {n} and {all}
void tell_progress(const Lab& lab, jobs::JobContext& job, std::string_view words, std::size_t done, std::size_t all);

}  // namespace rapport::research
