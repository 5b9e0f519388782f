#include "stats/pls/bootstrap.hpp"

#include <fmt/format.h>

#include <cmath>

#include "stats/pls/answers.hpp"
#include "stats/pls/assemble.hpp"
#include "stats/pls/draws.hpp"
#include "stats/resample/quantile.hpp"

namespace rapport::stats {
namespace {
constexpr double rounding =
    1e-12;  // a spread below it is a quantity that never varies, such as a single item's loading

/// Fills in what the draws of one statistic say.
void infer(Estimate& estimate, const Draws& draws, std::size_t statistic, double level) {
  std::vector<double> values;
  values.reserve(draws.values.size() / draws.statistic_count);
  for (std::size_t i = statistic; i < draws.values.size(); i += draws.statistic_count)
    values.push_back(draws.values[i]);
  if (values.size() < 2) return;
  double mean = 0;
  for (const double value : values) mean += value;
  mean /= static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  estimate.se = std::sqrt(squares / static_cast<double>(values.size() - 1));
  if (estimate.se < rounding) {
    estimate.se = 0;
  } else {
    estimate.t = estimate.est / estimate.se;
    estimate.pvalue = std::erfc(std::abs(estimate.t) / std::sqrt(2.0));
  }
  estimate.ci_lower = quantile(values, (1 - level) / 2);
  estimate.ci_upper = quantile(values, (1 + level) / 2);
}
}  // namespace

PlsResult bootstrap_pls(const PathModel& model, const DataTable& table, const PlsOptions& options,
                        const BootstrapOptions& bootstrap) {
  const PlsAnswers answers = answers_for(model, table);
  const PlsDesign design = design_of(model);
  PlsEngine engine(design, options);
  const Failure failure = engine.solve(answers.correlations);
  if (failure != Failure::none) {
    throw estimation_error(model, failure, engine.failed_at(), engine.iterations(), answers.rows.size());
  }
  PlsResult result = assemble(model, design, engine, answers, options);
  const Draws draws = draw_all(design, engine, answers, options, bootstrap);

  const StatisticLayout layout(design);
  for (std::size_t i = 0; i < result.paths.size(); ++i) infer(result.paths[i].coefficient, draws, i, bootstrap.level);
  for (std::size_t a = 0; a < design.item_count; ++a) {
    infer(result.loadings[a].value, draws, layout.loadings + a, bootstrap.level);
    infer(result.weights[a].value, draws, layout.weights + a, bootstrap.level);
  }
  for (std::size_t e = 0; e < result.effects.size(); ++e) {
    infer(result.effects[e].indirect, draws, layout.indirect + e, bootstrap.level);
    infer(result.effects[e].total, draws, layout.total + e, bootstrap.level);
  }
  result.bootstrap = {
      .draws = bootstrap.draws, .failed = draws.failed.size(), .seed = bootstrap.seed, .level = bootstrap.level};
  if (!draws.failed.empty()) {
    result.warnings.push_back(
        fmt::format("{} of {} bootstrap draws ({:.1f} %) could not be estimated and were left out of the standard "
                    "errors and intervals.",
                    draws.failed.size(), bootstrap.draws,
                    100.0 * static_cast<double>(draws.failed.size()) / static_cast<double>(bootstrap.draws)));
  }
  return result;
}

}  // namespace rapport::stats
