#pragma once

#include "research/estimations/estimation_job.hpp"

namespace rapport::research {

/// Estimates a PLS path model.
WorkedOut estimate_pls_model(const Lab& lab, jobs::JobContext& job, const Estimation& wanted, const AnswerSet& set,
                             unsigned threads);

}  // namespace rapport::research
