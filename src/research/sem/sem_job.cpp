#include "research/sem/sem_job.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "spine/event.hpp"
#include "stats/model/model_error.hpp"
#include "stats/report/invariance_report.hpp"
#include "stats/report/sem_json.hpp"
#include "stats/report/sem_scales.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/sem/invariance/invariance.hpp"
#include "stats/sem/sample/moment_file.hpp"

namespace rapport::research {
namespace {

constexpr const char* kKind = "lab.sem";
constexpr double kMostSeconds = 3600;

/// Numbers as JSON, or why there are none: never both.
struct WorkedOut {
  std::string json = {};
  std::string problem = {};
};

std::string numbers(const Lab& lab, const StoredSem& wanted, const AnswerSet& set, const stats::sem::Progress& progress,
                    const std::function<bool()>& stop) {
  // half of the processors, so that pages are answered meanwhile
  auto options = options_for(set, wanted.settings, std::max(1u, std::thread::hardware_concurrency() / 2));
  options.time_limit = kMostSeconds;
  options.stop = stop;
  const stats::sem::DiagnosisRow simulated{"warning", "simulated",
                                           std::string(lab.messages.text("lab_warning_simulated"))};
  std::vector<stats::sem::MomentInput> moments;
  if (set.about.is_matrix) moments = stats::sem::moments_in(set.table);
  if (wanted.settings.task == "invariance") {
    auto result = set.about.is_matrix ? stats::sem::test_invariance(wanted.model, moments, options, progress)
                                      : stats::sem::test_invariance(wanted.model, set.table, options, progress);
    result.data_name = wanted.answers_title;
    if (wanted.simulated) result.diagnoses.insert(result.diagnoses.begin(), simulated);
    return stats::invariance_json(result);
  }
  auto result = set.about.is_matrix
                    ? stats::sem::estimate_sem(wanted.model, moments, options, wanted.settings.hypotheses)
                    : stats::sem::estimate_sem(wanted.model, set.table, options, wanted.settings.hypotheses,
                                               {.scores = wanted.settings.scores == "yes"}, progress);
  result.data_name = wanted.answers_title;
  if (!set.about.is_matrix) result.scales = stats::scale_summaries(result, set.table, wanted.settings.group);
  if (wanted.simulated) result.diagnoses.insert(result.diagnoses.begin(), simulated);
  return stats::sem_json(result);
}

WorkedOut work_out(const Lab& lab, const StoredSem& wanted, const AnswerSet& set, const stats::sem::Progress& progress,
                   const std::function<bool()>& stop) {
  try {
    return {.json = numbers(lab, wanted, set, progress, stop)};
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

void keep(const Lab& lab, const jobs::JobContext& job, const StoredSem& wanted, const WorkedOut& done,
          const std::string& data_fingerprint) {
  store::Transaction change{lab.database};
  const std::int64_t now = lab.clock.now_ms();
  if (!done.problem.empty()) {
    fail_sem(change, job.community(), wanted.id, done.problem, now);
  } else if (finish_sem(change, job.community(), wanted.id, done.json, data_fingerprint, now)) {
    spine::Event event;
    event.community = job.community();
    event.id = lab.ids.next<EventId>();
    event.kind = "model.estimated";
    event.actor = wanted.created_by;
    event.subject = wanted.id.value;
    event.context = wanted.answers;
    event.at_ms = now;
    spine::append(change, std::move(event));
  }
  change.commit();
}

void run(const Lab& lab, jobs::JobContext& job, const StoredSem& wanted) {
  // that the owner may use the laboratory was seen when the job was queued
  const Reader owner{job.community(), wanted.created_by, Role::researcher};
  const auto set = lab.answers.find(owner, wanted.answers);
  if (!set) return keep(lab, job, wanted, {.problem = std::string(lab.messages.text("lab_answers_gone"))}, "");
  const auto progress = [&](std::size_t done, std::size_t all) {
    job.progress(static_cast<double>(done) / static_cast<double>(std::max<std::size_t>(1, all)),
                 lab.messages.format("lab_sem_progress", {{.name = "n", .number = static_cast<std::int64_t>(done)},
                                                          {.name = "all", .number = static_cast<std::int64_t>(all)}}));
  };
  const WorkedOut done = work_out(lab, wanted, *set, progress, [&job] { return job.cancelled(); });
  job.stop_if_cancelled();
  keep(lab, job, wanted, done, fingerprint(set->table));
}

}  // namespace

void ask_for_sem(store::Transaction& change, CommunityId community, const StoredSem& wanted) {
  insert_sem(change, community, wanted);
  jobs::enqueue(change, {.community = community,
                         .id = wanted.job,
                         .kind = kKind,
                         .payload = nlohmann::json{{"result", wanted.id.value}}.dump(),
                         .owner = wanted.created_by,
                         .now_ms = wanted.created_at_ms});
}

jobs::Handler sem_handler(const std::shared_ptr<Lab>& lab) {
  return {.kind = kKind, .run = [lab](jobs::JobContext& job) {
            const SemResultId id{nlohmann::json::parse(job.payload()).at("result").get<std::int64_t>()};
            const auto wanted = find_sem(lab->database.session(), job.community(), id);
            if (!wanted) throw jobs::PermanentFailure("The result of this job is not there.");
            if (!wanted->result && !wanted->failure) run(*lab, job, *wanted);
          }};
}

}  // namespace rapport::research
