#include "jobs/job_store.hpp"

#include "store/query.hpp"

namespace rapport::jobs {
namespace {

using store::arg;

State state_from(const std::string& word) {
  for (const State state : {State::queued, State::running, State::done, State::failed}) {
    if (to_string(state) == word) return state;
  }
  throw std::logic_error("a job has the unknown state " + word);
}

constexpr const char* kInsert =
    "INSERT INTO job (community_id, job_id, kind, owner_id, payload, state, attempts, attempts_allowed, run_after, "
    "progress, message, created_at) VALUES (:community_id, :job_id, :kind, :owner_id, :payload, 'queued', 0, "
    ":attempts_allowed, :run_after, 0, '', :now)";

constexpr const char* kFind =
    "SELECT kind, owner_id, state, attempts, progress, message, result, cancelled_at, created_at, finished_at FROM job "
    "WHERE community_id = :community_id AND job_id = :job_id AND (:staff = 1 OR owner_id = :member_id)";

// In the order of kDue; reads no more of its index than it counts.
constexpr const char* kWaitingBefore =
    "SELECT COUNT(*) FROM (SELECT 1 FROM job WHERE state = 'queued' AND kind = :kind AND (run_after, job_id) < "
    "(SELECT run_after, job_id FROM job WHERE community_id = :community_id AND job_id = :job_id) LIMIT :most) earlier";

constexpr const char* kCancelWaiting =
    "UPDATE job SET state = 'failed', payload = '{}', cancelled_at = :now, finished_at = :now "
    "WHERE community_id = :community_id AND job_id = :job_id AND state = 'queued' "
    "AND (:staff = 1 OR owner_id = :member_id)";
constexpr const char* kCancelRunning =
    "UPDATE job SET cancelled_at = :now WHERE community_id = :community_id AND job_id = :job_id "
    "AND state = 'running' AND (:staff = 1 OR owner_id = :member_id)";

constexpr const char* kDeleteFinished = "DELETE FROM job WHERE finished_at < :time";

// Two selects, each answered by its own partial index.
constexpr const char* kDue =
    "SELECT community_id, job_id FROM job WHERE state = 'queued' AND kind = :kind AND run_after <= :now "
    "ORDER BY run_after, job_id LIMIT 1";
constexpr const char* kOrphaned =
    "SELECT community_id, job_id FROM job WHERE state = 'running' AND kind = :kind AND lease_until < :now "
    "ORDER BY lease_until, job_id LIMIT 1";
// The condition stands here again, so that of two runners that saw the same candidate only one changes it.
constexpr const char* kTake =
    "UPDATE job SET state = 'running', attempts = attempts + 1, lease_holder = :holder, lease_until = :lease_until, "
    "started_at = COALESCE(started_at, :now) WHERE community_id = :community_id AND job_id = :job_id "
    "AND ((state = 'queued' AND run_after <= :now) OR (state = 'running' AND lease_until < :now)) "
    "RETURNING payload, owner_id, attempts, attempts_allowed";

constexpr const char* kRenew =
    "UPDATE job SET lease_until = :lease_until WHERE community_id = :community_id AND job_id = :job_id "
    "AND state = 'running' AND lease_holder = :holder RETURNING cancelled_at";
constexpr const char* kReport =
    "UPDATE job SET progress = :progress, message = :message WHERE community_id = :community_id AND job_id = :job_id "
    "AND state = 'running' AND lease_holder = :holder";
constexpr const char* kFinish =
    "UPDATE job SET state = 'done', progress = 1, payload = '{}', message = '', result = :result, "
    "finished_at = :now, lease_holder = NULL, lease_until = NULL WHERE community_id = :community_id "
    "AND job_id = :job_id AND state = 'running' AND lease_holder = :holder";
constexpr const char* kFail =
    "UPDATE job SET state = 'failed', payload = '{}', message = :error, finished_at = :now, lease_holder = NULL, "
    "lease_until = NULL "
    "WHERE community_id = :community_id AND job_id = :job_id AND state = 'running' AND lease_holder = :holder";
constexpr const char* kRetry =
    "UPDATE job SET state = 'queued', message = :error, run_after = :run_after, progress = 0, lease_holder = NULL, "
    "lease_until = NULL WHERE community_id = :community_id AND job_id = :job_id AND state = 'running' "
    "AND lease_holder = :holder";
constexpr const char* kRelease =
    "UPDATE job SET state = 'queued', attempts = attempts - 1, progress = 0, lease_holder = NULL, lease_until = NULL "
    "WHERE community_id = :community_id AND job_id = :job_id AND state = 'running' AND lease_holder = :holder";

}  // namespace

void enqueue(store::Transaction& change, const NewJob& job) {
  store::execute(change, kInsert, arg("community_id", job.community), arg("job_id", job.id), arg("kind", job.kind),
                 arg("owner_id", job.owner), arg("payload", job.payload), arg("attempts_allowed", job.attempts_allowed),
                 arg("run_after", job.run_after_ms), arg("now", job.now_ms));
  change.notify("jobs", job.kind);
}

std::optional<Job> find(store::Session& session, const Reader& reader, JobId id) {
  std::optional<Job> found;
  store::each(
      session, kFind,
      [&](std::string kind, std::optional<MemberId> owner, std::string state, int attempts, double progress,
          std::string message, std::optional<std::string> result, std::optional<std::int64_t> cancelled_at,
          std::int64_t created_at, std::optional<std::int64_t> finished_at) {
        found = Job{.community = reader.community,
                    .id = id,
                    .kind = std::move(kind),
                    .owner = owner,
                    .state = state_from(state),
                    .attempts = attempts,
                    .progress = progress,
                    .message = std::move(message),
                    .result = std::move(result),
                    .cancelled = cancelled_at.has_value(),
                    .created_at_ms = created_at,
                    .finished_at_ms = finished_at};
      },
      arg("community_id", reader.community), arg("job_id", id), arg("staff", reader.is_staff() ? 1 : 0),
      arg("member_id", reader.member));
  return found;
}

std::int64_t waiting_before(store::Session& session, const Job& job, std::int64_t most) {
  return store::one<std::int64_t>(session, kWaitingBefore, arg("kind", job.kind), arg("community_id", job.community),
                                  arg("job_id", job.id), arg("most", most))
      .value_or(0);
}

bool cancel(store::Transaction& change, const Reader& reader, JobId id, std::int64_t now_ms) {
  const int staff = reader.is_staff() ? 1 : 0;
  const auto ask = [&](const char* sql) {
    return store::execute(change, sql, arg("now", now_ms), arg("community_id", reader.community), arg("job_id", id),
                          arg("staff", staff), arg("member_id", reader.member)) == 1;
  };
  if (ask(kCancelWaiting)) return true;
  if (!ask(kCancelRunning)) return false;
  change.notify("jobs.cancelled", to_base32(id));  // its runner need not wait for its next look
  return true;
}

std::int64_t delete_finished_before(store::Session& session, std::int64_t time_ms) {
  return store::execute(session, kDeleteFinished, arg("time", time_ms));
}

std::optional<Claimed> claim(store::Database& database, const std::string& kind, const std::string& holder,
                             std::int64_t now_ms, std::int64_t lease_ms) {
  while (true) {
    std::optional<std::tuple<CommunityId, JobId>> candidate;
    {
      auto session = database.session();  // reading only, so that an idle queue writes nothing
      candidate = store::one<CommunityId, JobId>(session, kDue, arg("kind", kind), arg("now", now_ms));
      if (!candidate)
        candidate = store::one<CommunityId, JobId>(session, kOrphaned, arg("kind", kind), arg("now", now_ms));
    }
    if (!candidate) return std::nullopt;
    const auto [community, id] = *candidate;
    std::optional<Claimed> claimed;
    store::Transaction change{database};
    store::each(
        change, kTake,
        [&, owning = community, job = id](std::string payload, std::optional<MemberId> owner, int attempts,
                                          int attempts_allowed) {
          claimed = Claimed{owning, job, std::move(payload), owner, attempts, attempts_allowed};
        },
        arg("holder", holder), arg("lease_until", now_ms + lease_ms), arg("now", now_ms),
        arg("community_id", community), arg("job_id", id));
    change.commit();
    if (claimed) return claimed;  // otherwise another runner was faster: look again
  }
}

Hold renew(store::Transaction& change, const Claimed& job, const std::string& holder, std::int64_t lease_until_ms) {
  Hold hold = Hold::lost;
  store::each(
      change, kRenew,
      [&](std::optional<std::int64_t> cancelled_at) { hold = cancelled_at ? Hold::cancelled : Hold::kept; },
      arg("lease_until", lease_until_ms), arg("community_id", job.community), arg("job_id", job.id),
      arg("holder", holder));
  return hold;
}

void report(store::Transaction& change, const Claimed& job, const std::string& holder, double progress,
            const std::string& message) {
  store::execute(change, kReport, arg("progress", progress), arg("message", message),
                 arg("community_id", job.community), arg("job_id", job.id), arg("holder", holder));
}

void finish(store::Transaction& change, const Claimed& job, const std::string& holder, const std::string& result,
            std::int64_t now_ms) {
  store::execute(change, kFinish, arg("result", result), arg("now", now_ms), arg("community_id", job.community),
                 arg("job_id", job.id), arg("holder", holder));
}

void fail(store::Transaction& change, const Claimed& job, const std::string& holder, const std::string& error,
          std::int64_t now_ms) {
  store::execute(change, kFail, arg("error", error), arg("now", now_ms), arg("community_id", job.community),
                 arg("job_id", job.id), arg("holder", holder));
}

void retry(store::Transaction& change, const Claimed& job, const std::string& holder, const std::string& error,
           std::int64_t run_after_ms) {
  store::execute(change, kRetry, arg("error", error), arg("run_after", run_after_ms),
                 arg("community_id", job.community), arg("job_id", job.id), arg("holder", holder));
}

void release(store::Transaction& change, const Claimed& job, const std::string& holder) {
  store::execute(change, kRelease, arg("community_id", job.community), arg("job_id", job.id), arg("holder", holder));
}

}  // namespace rapport::jobs
