#pragma once

#include "stats/pls/answers.hpp"
#include "stats/pls/engine.hpp"

namespace rapport::stats {

/// Everything that follows from a solution: names, quality measures, effects, fit and warnings.
PlsResult assemble(const PathModel& model, const PlsDesign& design, const PlsEngine& engine, const PlsAnswers& answers,
                   const PlsOptions& options);

}  // namespace rapport::stats
