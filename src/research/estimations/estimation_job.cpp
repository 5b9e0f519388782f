#include "research/estimations/estimation_job.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "research/estimations/estimation_store.hpp"
#include "spine/event.hpp"

namespace rapport::research {
namespace {

std::string kind_of(Method method) {
  return "lab." + name_of(method);
}

void keep(const Lab& lab, const jobs::JobContext& job, const Estimation& wanted, const WorkedOut& done,
          const std::string& data_fingerprint) {
  store::Transaction change{lab.database};
  const std::int64_t now = lab.clock.now_ms();
  if (!done.problem.empty()) {
    fail_estimation(change, job.community(), wanted.id, done.problem, now);
  } else if (finish_estimation(change, job.community(), wanted.id, done.json, done.scores, data_fingerprint, now)) {
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

void run(const Lab& lab, jobs::JobContext& job, const Estimation& wanted, const Estimate& estimate, unsigned threads) {
  // that the owner may use the laboratory was seen when the job was queued
  const Reader owner{job.community(), wanted.created_by, Role::researcher};
  const auto set = lab.answers.find(owner, wanted.answers);
  if (!set) return keep(lab, job, wanted, {.problem = std::string(lab.messages.text("lab_answers_gone"))}, "");
  const WorkedOut done = estimate(lab, job, wanted, *set, threads);
  job.stop_if_cancelled();
  keep(lab, job, wanted, done, fingerprint(set->table));
}

/// Counts an estimation while it is worked on.
class Counted {
 public:
  explicit Counted(std::atomic<unsigned>& at_work) : at_work_(at_work), count_(++at_work) {}
  ~Counted() { --at_work_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  unsigned count() const { return count_; }

 private:
  std::atomic<unsigned>& at_work_;
  const unsigned count_;
};

}  // namespace

void queue_estimation(store::Transaction& change, CommunityId community, const Estimation& wanted) {
  jobs::enqueue(change, {.community = community,
                         .id = wanted.job,
                         .kind = kind_of(wanted.method),
                         .payload = nlohmann::json{{"result", wanted.id.value}}.dump(),
                         .owner = wanted.created_by,
                         .now_ms = wanted.created_at_ms});
}

jobs::Handler estimation_handler(const std::shared_ptr<Lab>& lab, Method method, Estimate estimate, AtWork at_work) {
  return {.kind = kind_of(method),
          .run =
              [lab, method, estimate = std::move(estimate), at_work = std::move(at_work)](jobs::JobContext& job) {
                const EstimationId id{nlohmann::json::parse(job.payload()).at("result").get<std::int64_t>()};
                const auto wanted = find_estimation(lab->database.session(), job.community(), method, id);
                if (!wanted) throw jobs::PermanentFailure("The result of this job is not there.");
                if (wanted->result || wanted->failure) return;
                const Counted counted{*at_work};
                run(*lab, job, *wanted, estimate,
                    threads_for_estimate(std::thread::hardware_concurrency(), counted.count()));
              },
          .at_once = 2};
}

unsigned threads_for_estimate(unsigned processors, unsigned at_work) {
  return std::max(1u, processors / 2 / at_work);
}

void tell_progress(const Lab& lab, jobs::JobContext& job, std::string_view words, std::size_t done, std::size_t all) {
  job.progress(static_cast<double>(done) / static_cast<double>(std::max<std::size_t>(1, all)),
               lab.messages.format(words, {{.name = "n", .number = static_cast<std::int64_t>(done)},
                                           {.name = "all", .number = static_cast<std::int64_t>(all)}}));
}

}  // namespace rapport::research
