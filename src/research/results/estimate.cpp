#include "research/results/estimate.hpp"

#include "stats/report/pls_report.hpp"

namespace rapport::research {
namespace {

stats::Scheme scheme_of(const std::string& name) {
  for (const auto scheme : {stats::Scheme::factorial, stats::Scheme::centroid}) {
    if (stats::name_of(scheme) == name) return scheme;
  }
  return stats::Scheme::path;
}

}  // namespace

Estimated estimate(const AnswerSet& set, const std::string& model_text, const EstimateOptions& options,
                   stats::BootstrapOptions how) {
  try {
    const stats::PathModel model = stats::parse_model(model_text);
    const stats::PlsOptions pls{.scheme = scheme_of(options.scheme)};
    if (options.draws == 0) return {.result = stats::estimate_pls(model, set.table, pls)};
    how.draws = static_cast<std::size_t>(options.draws);
    how.seed = static_cast<std::uint64_t>(options.seed);
    return {.result = stats::bootstrap_pls(model, set.table, pls, how)};
  } catch (const stats::ModelError& error) {
    return {.problem = error.what()};
  } catch (const stats::TableError& error) {
    return {.problem = error.what()};
  } catch (const stats::EstimationError& error) {
    return {.problem = error.what()};
  } catch (const stats::BootstrapStopped& stopped) {
    return {.problem = stopped.what()};
  }
}

}  // namespace rapport::research
