#pragma once

#include "research/estimations/estimation_job.hpp"

namespace rapport::research {

/// Estimates a structural equation model, or tests its invariance over groups.
WorkedOut estimate_sem_model(const Lab& lab, jobs::JobContext& job, const Estimation& wanted, const AnswerSet& set,
                             unsigned threads);

}  // namespace rapport::research
