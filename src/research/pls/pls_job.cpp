#include "research/pls/pls_job.hpp"

#include "research/pls/pls_settings.hpp"
#include "stats/pls/bootstrap.hpp"
#include "stats/report/pls_report.hpp"

namespace rapport::research {
namespace {

stats::Scheme scheme_of(const std::string& name) {
  for (const auto scheme : {stats::Scheme::factorial, stats::Scheme::centroid}) {
    if (stats::name_of(scheme) == name) return scheme;
  }
  return stats::Scheme::path;
}

/// @param how  threads, progress and stop of the bootstrap; draws and seed come from the settings
stats::PlsResult estimated(const AnswerSet& set, const std::string& model_text, const PlsSettings& settings,
                           stats::BootstrapOptions how) {
  const stats::PathModel model = stats::parse_model(model_text);
  const stats::PlsOptions options{.scheme = scheme_of(settings.scheme)};
  if (settings.draws == 0) return stats::estimate_pls(model, set.table, options);
  how.draws = static_cast<std::size_t>(settings.draws);
  how.seed = static_cast<std::uint64_t>(settings.seed);
  return stats::bootstrap_pls(model, set.table, options, how);
}

}  // namespace

WorkedOut estimate_pls_model(const Lab& lab, jobs::JobContext& job, const Estimation& wanted, const AnswerSet& set,
                             unsigned threads) {
  std::stop_source stop;
  const auto progress = [&](std::size_t done, std::size_t all) {
    if (job.cancelled()) stop.request_stop();
    tell_progress(lab, job, "lab_progress", done, all);
  };
  try {
    stats::PlsResult result = estimated(set, wanted.model, read_pls_settings(wanted.settings),
                                        {.threads = threads, .progress = progress, .stop = stop.get_token()});
    if (wanted.simulated) {
      result.warnings.insert(result.warnings.begin(), std::string(lab.messages.text("lab_warning_simulated")));
    }
    return {.json = stats::pls_json(result)};
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
