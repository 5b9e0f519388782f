#include "research/results/estimate_job.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "research/results/estimate.hpp"
#include "spine/event.hpp"
#include "stats/report/pls_report.hpp"

namespace rapport::research {
namespace {

constexpr const char* kKind = "lab.pls";

/// Half of the processors, so that pages are answered meanwhile.
unsigned threads_for_estimates() {
  return std::max(1u, std::thread::hardware_concurrency() / 2);
}

void keep_result(const Lab& lab, const jobs::JobContext& job, const StoredResult& wanted, const std::string& json,
                 const std::string& data_fingerprint) {
  store::Transaction change{lab.database};
  const std::int64_t now = lab.clock.now_ms();
  if (!finish_result(change, job.community(), wanted.id, json, data_fingerprint, now)) return;
  spine::Event event;
  event.community = job.community();
  event.id = lab.ids.next<EventId>();
  event.kind = "model.estimated";
  event.actor = wanted.created_by;
  event.subject = wanted.id.value;
  event.context = wanted.answers;
  event.at_ms = now;
  spine::append(change, std::move(event));
  change.commit();
}

void keep_failure(const Lab& lab, const jobs::JobContext& job, const StoredResult& wanted, const std::string& why) {
  store::Transaction change{lab.database};
  fail_result(change, job.community(), wanted.id, why, lab.clock.now_ms());
  change.commit();
}

void run(const Lab& lab, jobs::JobContext& job, const StoredResult& wanted) {
  // that the owner may use the laboratory was seen when the job was queued
  const Reader owner{job.community(), wanted.created_by, Role::researcher};
  const auto set = lab.answers.find(owner, wanted.answers);
  if (!set) return keep_failure(lab, job, wanted, std::string(lab.messages.text("lab_answers_gone")));
  std::stop_source stop;
  const auto progress = [&](std::size_t done, std::size_t all) {
    if (job.cancelled()) stop.request_stop();
    job.progress(static_cast<double>(done) / static_cast<double>(all),
                 lab.messages.format("lab_progress", {{.name = "n", .number = static_cast<std::int64_t>(done)},
                                                      {.name = "all", .number = static_cast<std::int64_t>(all)}}));
  };
  const Estimated estimated =
      estimate(*set, wanted.model, wanted.options,
               {.threads = threads_for_estimates(), .progress = progress, .stop = stop.get_token()});
  job.stop_if_cancelled();
  if (!estimated.result) return keep_failure(lab, job, wanted, estimated.problem);
  stats::PlsResult result = *estimated.result;
  if (wanted.simulated) {
    result.warnings.insert(result.warnings.begin(), std::string(lab.messages.text("lab_warning_simulated")));
  }
  keep_result(lab, job, wanted, stats::pls_json(result), fingerprint(set->table));
}

}  // namespace

void ask_for_estimate(store::Transaction& change, CommunityId community, const StoredResult& wanted) {
  insert_result(change, community, wanted);
  jobs::enqueue(change, {.community = community,
                         .id = wanted.job,
                         .kind = kKind,
                         .payload = nlohmann::json{{"result", wanted.id.value}}.dump(),
                         .owner = wanted.created_by,
                         .now_ms = wanted.created_at_ms});
}

jobs::Handler estimate_handler(const std::shared_ptr<Lab>& lab) {
  return {.kind = kKind, .run = [lab](jobs::JobContext& job) {
            const LabResultId id{nlohmann::json::parse(job.payload()).at("result").get<std::int64_t>()};
            const auto wanted = find_result(lab->database.session(), job.community(), id);
            if (!wanted) throw jobs::PermanentFailure("The result of this job is not there.");
            if (!wanted->result && !wanted->failure) run(*lab, job, *wanted);
          }};
}

}  // namespace rapport::research
