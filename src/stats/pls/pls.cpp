#include "stats/pls/pls.hpp"

#include <fmt/format.h>

#include <cmath>
#include <span>

#include "stats/pls/answers.hpp"
#include "stats/pls/assemble.hpp"
#include "stats/pls/engine.hpp"

namespace rapport::stats {

PlsResult estimate_pls(const PathModel& model, const DataTable& table, const PlsOptions& options) {
  const PlsAnswers answers = answers_for(model, table);
  const PlsDesign design = design_of(model);
  PlsEngine engine(design, options);
  const Failure failure = engine.solve(answers.correlations);
  if (failure != Failure::none) {
    throw estimation_error(model, failure, engine.failed_at(), engine.iterations(), answers.rows.size());
  }
  return assemble(model, design, engine, answers, options);
}

}  // namespace rapport::stats
