#pragma once

#include <atomic>
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
  std::optional<std::string> scores = {};  // of the respondents, CSV: for those who may use the answers
  std::string problem = {};
};

/// Works out an estimation; tells the job how far it is and gives up when that is cancelled.
/// @param threads  as many as it may use
using Estimate = std::function<WorkedOut(const Lab& lab, jobs::JobContext& job, const Estimation& wanted,
                                         const AnswerSet& set, unsigned threads)>;

/// How many estimations this process works on, of both methods.
using AtWork = std::shared_ptr<std::atomic<unsigned>>;

/// Keeps the numbers, or why there are none, and appends the event "model.estimated" (subject: the estimation, context:
/// the answers) when there are. Run again, it does nothing. Two of a method
/// are worked on at once, so that a short one need not wait for a long one.
jobs::Handler estimation_handler(const std::shared_ptr<Lab>& lab, Method method, Estimate estimate, AtWork at_work);

/// Half of the processors, so that pages are answered meanwhile; one that begins beside others gets its share of them.
/// @param at_work  estimations, this one included
unsigned threads_for_estimate(unsigned processors, unsigned at_work);

/// An estimation's progress in a job: "120 of 1,000 draws".
/// @param words  the message, with {n} and {all}
void tell_progress(const Lab& lab, jobs::JobContext& job, std::string_view words, std::size_t done, std::size_t all);

}  // namespace rapport::research
