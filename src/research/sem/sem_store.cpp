#include "research/sem/sem_store.hpp"

#include "store/query.hpp"

namespace rapport::research {
namespace {

constexpr const char* kInsert =
    "INSERT INTO lab_sem_result (community_id, lab_sem_result_id, answers_id, answers_title, simulated, model_text, "
    "settings, job_id, created_by, created_at) VALUES (:community_id, :lab_sem_result_id, :answers_id, "
    ":answers_title, :simulated, :model_text, :settings, :job_id, :created_by, :created_at)";
constexpr const char* kFind =
    "SELECT r.answers_id, r.answers_title, r.simulated, r.model_text, r.settings, r.job_id, r.created_by, a.name, "
    "r.created_at, r.fingerprint, r.result, r.failure FROM lab_sem_result r "
    "LEFT JOIN member_card a ON a.community_id = r.community_id AND a.member_id = r.created_by "
    "WHERE r.community_id = :community_id AND r.lab_sem_result_id = :lab_sem_result_id";
constexpr const char* kList =
    "SELECT r.lab_sem_result_id, r.answers_title, r.simulated, r.settings, a.name, r.created_at, r.finished_at, "
    "CASE WHEN r.failure IS NULL THEN 0 ELSE 1 END FROM lab_sem_result r "
    "LEFT JOIN member_card a ON a.community_id = r.community_id AND a.member_id = r.created_by "
    "WHERE r.community_id = :community_id ORDER BY r.lab_sem_result_id DESC LIMIT :limit";
constexpr const char* kListOf =
    "SELECT r.lab_sem_result_id, r.answers_title, r.simulated, r.settings, a.name, r.created_at, r.finished_at, "
    "CASE WHEN r.failure IS NULL THEN 0 ELSE 1 END FROM lab_sem_result r "
    "LEFT JOIN member_card a ON a.community_id = r.community_id AND a.member_id = r.created_by "
    "WHERE r.community_id = :community_id AND r.answers_id = :answers_id "
    "ORDER BY r.lab_sem_result_id DESC LIMIT :limit";
constexpr const char* kFinish =
    "UPDATE lab_sem_result SET result = :result, fingerprint = :fingerprint, finished_at = :finished_at "
    "WHERE community_id = :community_id AND lab_sem_result_id = :lab_sem_result_id AND finished_at IS NULL";
constexpr const char* kFail =
    "UPDATE lab_sem_result SET failure = :failure, finished_at = :finished_at "
    "WHERE community_id = :community_id AND lab_sem_result_id = :lab_sem_result_id AND finished_at IS NULL";

/// Collects the rows of both lists.
auto into(std::vector<SemSummary>& results) {
  return [&results](SemResultId id, std::string title, int simulated, std::string settings,
                    std::optional<std::string> author, std::int64_t created_at, std::optional<std::int64_t> finished_at,
                    int failed) {
    using State = SemSummary::State;
    const State ended = failed != 0 ? State::failed : State::done;
    results.push_back({.id = id,
                       .answers_title = std::move(title),
                       .simulated = simulated != 0,
                       .settings = read_settings(settings),
                       .author = author.value_or(""),
                       .created_at_ms = created_at,
                       .state = finished_at ? ended : State::waiting});
  };
}

}  // namespace

std::string sem_path(SemResultId id) {
  return "/lab/sem/" + to_base32(id);
}

void insert_sem(store::Transaction& change, CommunityId community, const StoredSem& wanted) {
  store::execute(change, kInsert, store::arg("community_id", community), store::arg("lab_sem_result_id", wanted.id),
                 store::arg("answers_id", wanted.answers), store::arg("answers_title", wanted.answers_title),
                 store::arg("simulated", wanted.simulated ? 1 : 0), store::arg("model_text", wanted.model),
                 store::arg("settings", to_json(wanted.settings)), store::arg("job_id", wanted.job),
                 store::arg("created_by", wanted.created_by), store::arg("created_at", wanted.created_at_ms));
}

std::optional<StoredSem> find_sem(store::Session& session, CommunityId community, SemResultId id) {
  std::optional<StoredSem> found;
  store::each(
      session, kFind,
      [&](std::int64_t answers, std::string title, int simulated, std::string model, std::string settings,
          jobs::JobId job, std::optional<MemberId> by, std::optional<std::string> author, std::int64_t created_at,
          std::optional<std::string> fingerprint, std::optional<std::string> result,
          std::optional<std::string> failure) {
        found = StoredSem{.id = id,
                          .answers = answers,
                          .answers_title = std::move(title),
                          .simulated = simulated != 0,
                          .model = std::move(model),
                          .settings = read_settings(settings),
                          .job = job,
                          .created_by = by,
                          .author = author.value_or(""),
                          .created_at_ms = created_at,
                          .fingerprint = fingerprint.value_or(""),
                          .result = std::move(result),
                          .failure = std::move(failure)};
      },
      store::arg("community_id", community), store::arg("lab_sem_result_id", id));
  return found;
}

std::vector<SemSummary> list_sems(store::Session& session, CommunityId community, int limit) {
  std::vector<SemSummary> results;
  store::each(session, kList, into(results), store::arg("community_id", community), store::arg("limit", limit));
  return results;
}

std::vector<SemSummary> list_sems_of(store::Session& session, CommunityId community, std::int64_t answers, int limit) {
  std::vector<SemSummary> results;
  store::each(session, kListOf, into(results), store::arg("community_id", community), store::arg("answers_id", answers),
              store::arg("limit", limit));
  return results;
}

bool finish_sem(store::Transaction& change, CommunityId community, SemResultId id, const std::string& json,
                const std::string& fingerprint, std::int64_t now_ms) {
  return store::execute(change, kFinish, store::arg("result", json), store::arg("fingerprint", fingerprint),
                        store::arg("finished_at", now_ms), store::arg("community_id", community),
                        store::arg("lab_sem_result_id", id)) > 0;
}

bool fail_sem(store::Transaction& change, CommunityId community, SemResultId id, const std::string& why,
              std::int64_t now_ms) {
  return store::execute(change, kFail, store::arg("failure", why), store::arg("finished_at", now_ms),
                        store::arg("community_id", community), store::arg("lab_sem_result_id", id)) > 0;
}

}  // namespace rapport::research
