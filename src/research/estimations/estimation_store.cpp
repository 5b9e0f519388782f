#include "research/estimations/estimation_store.hpp"

#include <limits>

#include "store/query.hpp"

namespace rapport::research {
namespace {

constexpr const char* kInsert =
    "INSERT INTO lab_estimation (community_id, lab_estimation_id, method, answers_id, answers_title, simulated, "
    "model_text, settings, job_id, created_by, created_at) VALUES (:community_id, :lab_estimation_id, :method, "
    ":answers_id, :answers_title, :simulated, :model_text, :settings, :job_id, :created_by, :created_at)";
constexpr const char* kFind =
    "SELECT e.answers_id, e.answers_title, e.simulated, e.model_text, e.settings, e.job_id, e.created_by, a.name, "
    "e.created_at, e.fingerprint, e.result, CASE WHEN e.scores IS NULL THEN 0 ELSE 1 END, e.failure, "
    "CASE WHEN e.stopped_by IS NULL THEN 0 ELSE 1 END FROM "
    "lab_estimation e "
    "LEFT JOIN member_card a ON a.community_id = e.community_id AND a.member_id = e.created_by "
    "WHERE e.community_id = :community_id AND e.lab_estimation_id = :lab_estimation_id AND e.method = :method";
// Of long models what they begin and end with.
#define SUMMARY                                                                                                        \
  "SELECT e.lab_estimation_id, e.answers_title, e.simulated, CASE WHEN LENGTH(e.model_text) <= 240 THEN e.model_text " \
  "ELSE SUBSTR(e.model_text, 1, 150) || ' … ' || SUBSTR(e.model_text, LENGTH(e.model_text) - 79) END, e.settings, "    \
  "a.name, e.created_at, e.finished_at, CASE WHEN e.failure IS NULL THEN 1 WHEN e.stopped_by IS NULL THEN 2 ELSE "     \
  "3 END FROM lab_estimation e "                                                                                       \
  "LEFT JOIN member_card a ON a.community_id = e.community_id AND a.member_id = e.created_by "                         \
  "WHERE e.community_id = :community_id AND e.method = :method AND e.lab_estimation_id < :before "
#define NEWEST_FIRST "ORDER BY e.lab_estimation_id DESC LIMIT :limit"
constexpr const char* kList = SUMMARY NEWEST_FIRST;
constexpr const char* kListOf = SUMMARY "AND e.answers_id = :answers_id " NEWEST_FIRST;
constexpr const char* kListEstimated = SUMMARY "AND e.answers_id = :answers_id AND e.result IS NOT NULL " NEWEST_FIRST;
constexpr const char* kFinish =
    "UPDATE lab_estimation SET result = :result, scores = :scores, fingerprint = :fingerprint, "
    "finished_at = :finished_at WHERE community_id = :community_id AND lab_estimation_id = :lab_estimation_id AND "
    "finished_at IS NULL";
constexpr const char* kFindScores =
    "SELECT scores FROM lab_estimation WHERE community_id = :community_id AND lab_estimation_id = :lab_estimation_id "
    "AND scores IS NOT NULL";
constexpr const char* kForgetScores =
    "UPDATE lab_estimation SET scores = NULL WHERE community_id = :community_id AND answers_id = :answers_id "
    "AND scores IS NOT NULL";
constexpr const char* kWaitingOf =
    "SELECT lab_estimation_id, job_id FROM lab_estimation WHERE community_id = :community_id AND "
    "answers_id = :answers_id AND finished_at IS NULL";
constexpr const char* kFail =
    "UPDATE lab_estimation SET failure = :failure, stopped_by = :stopped_by, finished_at = :finished_at "
    "WHERE community_id = :community_id AND lab_estimation_id = :lab_estimation_id AND finished_at IS NULL";

std::int64_t older_than(std::optional<EstimationId> before) {
  return before ? before->value : std::numeric_limits<std::int64_t>::max();
}

/// Collects the rows of a list; how one ended comes as a State.
auto into(std::vector<EstimationSummary>& list, Method method) {
  return [&list, method](EstimationId id, std::string title, int simulated, std::string model, std::string settings,
                         std::optional<std::string> author, std::int64_t created_at,
                         std::optional<std::int64_t> finished_at, int ended) {
    using State = EstimationSummary::State;
    list.push_back({.id = id,
                    .method = method,
                    .answers_title = std::move(title),
                    .simulated = simulated != 0,
                    .model_excerpt = std::move(model),
                    .settings = std::move(settings),
                    .author = author.value_or(""),
                    .created_at_ms = created_at,
                    .state = finished_at ? static_cast<State>(ended) : State::waiting});
  };
}

bool end_without(store::Transaction& change, CommunityId community, EstimationId id, const std::string& why,
                 std::optional<MemberId> stopped_by, std::int64_t now_ms) {
  return store::execute(change, kFail, store::arg("failure", why), store::arg("stopped_by", stopped_by),
                        store::arg("finished_at", now_ms), store::arg("community_id", community),
                        store::arg("lab_estimation_id", id)) > 0;
}

}  // namespace

void insert_estimation(store::Transaction& change, CommunityId community, const Estimation& wanted) {
  store::execute(change, kInsert, store::arg("community_id", community), store::arg("lab_estimation_id", wanted.id),
                 store::arg("method", name_of(wanted.method)), store::arg("answers_id", wanted.answers),
                 store::arg("answers_title", wanted.answers_title), store::arg("simulated", wanted.simulated ? 1 : 0),
                 store::arg("model_text", wanted.model), store::arg("settings", wanted.settings),
                 store::arg("job_id", wanted.job), store::arg("created_by", wanted.created_by),
                 store::arg("created_at", wanted.created_at_ms));
}

std::optional<Estimation> find_estimation(store::Session& session, CommunityId community, Method method,
                                          EstimationId id) {
  std::optional<Estimation> found;
  store::each(
      session, kFind,
      [&](std::int64_t answers, std::string title, int simulated, std::string model, std::string settings,
          jobs::JobId job, std::optional<MemberId> by, std::optional<std::string> author, std::int64_t created_at,
          std::optional<std::string> fingerprint, std::optional<std::string> result, int has_scores,
          std::optional<std::string> failure, int stopped) {
        found = Estimation{.id = id,
                           .method = method,
                           .answers = answers,
                           .answers_title = std::move(title),
                           .simulated = simulated != 0,
                           .model = std::move(model),
                           .settings = std::move(settings),
                           .job = job,
                           .created_by = by,
                           .author = author.value_or(""),
                           .created_at_ms = created_at,
                           .fingerprint = fingerprint.value_or(""),
                           .result = std::move(result),
                           .has_scores = has_scores != 0,
                           .failure = std::move(failure),
                           .stopped = stopped != 0};
      },
      store::arg("community_id", community), store::arg("lab_estimation_id", id),
      store::arg("method", name_of(method)));
  return found;
}

std::vector<EstimationSummary> list_estimations(store::Session& session, CommunityId community,
                                                const EstimationPage& page) {
  std::vector<EstimationSummary> list;
  const auto read = [&](const char* sql, auto... more) {
    store::each(session, sql, into(list, page.method), store::arg("community_id", community),
                store::arg("method", name_of(page.method)), store::arg("before", older_than(page.before)), more...,
                store::arg("limit", page.limit));
  };
  if (page.answers) {
    read(kListOf, store::arg("answers_id", *page.answers));
  } else {
    read(kList);
  }
  return list;
}

std::vector<EstimationSummary> list_estimated(store::Session& session, CommunityId community, Method method,
                                              std::int64_t answers, std::optional<EstimationId> before, int limit) {
  std::vector<EstimationSummary> list;
  store::each(session, kListEstimated, into(list, method), store::arg("community_id", community),
              store::arg("method", name_of(method)), store::arg("before", older_than(before)),
              store::arg("answers_id", answers), store::arg("limit", limit));
  return list;
}

std::optional<std::string> find_scores(store::Session& session, CommunityId community, EstimationId id) {
  return store::one<std::string>(session, kFindScores, store::arg("community_id", community),
                                 store::arg("lab_estimation_id", id));
}

bool finish_estimation(store::Transaction& change, CommunityId community, EstimationId id, const std::string& json,
                       const std::optional<std::string>& scores, const std::string& fingerprint, std::int64_t now_ms) {
  return store::execute(change, kFinish, store::arg("result", json), store::arg("scores", scores),
                        store::arg("fingerprint", fingerprint), store::arg("finished_at", now_ms),
                        store::arg("community_id", community), store::arg("lab_estimation_id", id)) > 0;
}

bool stop_estimation(store::Transaction& change, CommunityId community, EstimationId id, MemberId by,
                     const std::string& why, std::int64_t now_ms) {
  return end_without(change, community, id, why, by, now_ms);
}

bool fail_estimation(store::Transaction& change, CommunityId community, EstimationId id, const std::string& why,
                     std::int64_t now_ms) {
  return end_without(change, community, id, why, {}, now_ms);
}

std::vector<jobs::JobId> forget_answers(store::Transaction& change, CommunityId community, std::int64_t answers,
                                        const std::string& why, std::int64_t now_ms) {
  store::execute(change, kForgetScores, store::arg("community_id", community), store::arg("answers_id", answers));
  std::vector<EstimationId> waiting;
  std::vector<jobs::JobId> jobs;
  store::each(
      change, kWaitingOf,
      [&](EstimationId id, jobs::JobId job) {
        waiting.push_back(id);
        jobs.push_back(job);
      },
      store::arg("community_id", community), store::arg("answers_id", answers));
  for (const EstimationId id : waiting) fail_estimation(change, community, id, why, now_ms);
  return jobs;
}

}  // namespace rapport::research
