#include "research/sem/sem_job.hpp"

#include "research/sem/sem_settings.hpp"
#include "stats/model/model_error.hpp"
#include "stats/report/invariance_report.hpp"
#include "stats/report/sem_json.hpp"
#include "stats/report/sem_report.hpp"
#include "stats/report/sem_scales.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/sem/invariance/invariance.hpp"
#include "stats/sem/sample/moment_file.hpp"

namespace rapport::research {
namespace {

constexpr double kMostSeconds = 3600;

WorkedOut numbers(const Lab& lab, const Estimation& wanted, const AnswerSet& set, unsigned threads,
                  const stats::sem::Progress& progress, const std::function<bool()>& stop) {
  const SemSettings settings = read_settings(wanted.settings);
  auto options = options_for(set, settings, threads);
  options.time_limit = kMostSeconds;
  options.stop = stop;
  const stats::sem::DiagnosisRow simulated{"warning", "simulated",
                                           std::string(lab.messages.text("lab_warning_simulated"))};
  std::vector<stats::sem::MomentInput> moments;
  if (set.about.is_matrix) moments = stats::sem::moments_in(set.table);
  if (settings.task == "invariance") {
    auto result = set.about.is_matrix ? stats::sem::test_invariance(wanted.model, moments, options, progress)
                                      : stats::sem::test_invariance(wanted.model, set.table, options, progress);
    result.data_name = wanted.answers_title;
    if (wanted.simulated) result.diagnoses.insert(result.diagnoses.begin(), simulated);
    return {.json = stats::invariance_json(result)};
  }
  const stats::sem::Wanted extras{.scores = settings.scores == "yes", .wald = settings.wald};
  auto result = set.about.is_matrix
                    ? stats::sem::estimate_sem(wanted.model, moments, options, settings.hypotheses, extras)
                    : stats::sem::estimate_sem(wanted.model, set.table, options, settings.hypotheses, extras, progress);
  result.data_name = wanted.answers_title;
  if (!set.about.is_matrix) result.scales = stats::scale_summaries(result, set.table, settings.group);
  if (wanted.simulated) result.diagnoses.insert(result.diagnoses.begin(), simulated);
  WorkedOut done;
  if (!result.scores.empty()) done.scores = stats::sem_scores_csv(result);
  result.scores.clear();
  done.json = stats::sem_json(result);
  return done;
}

}  // namespace

WorkedOut estimate_sem_model(const Lab& lab, jobs::JobContext& job, const Estimation& wanted, const AnswerSet& set,
                             unsigned threads) {
  const auto progress = [&](std::size_t done, std::size_t all) {
    tell_progress(lab, job, "lab_sem_progress", done, all);
  };
  try {
    return numbers(lab, wanted, set, threads, progress, [&job] { return job.cancelled(); });
  } catch (const stats::ModelError& error) {
    return {.problem = error.what()};
  } catch (const stats::TableError& error) {
    return {.problem = error.what()};
  } catch (const stats::sem::OptionError& error) {
    return {.problem = error.what()};
  } catch (const stats::sem::NotEstimable& error) {
    return {.problem = error.what()};
  }
}

}  // namespace rapport::research
