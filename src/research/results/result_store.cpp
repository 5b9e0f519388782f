#include "research/results/result_store.hpp"

#include "store/query.hpp"

namespace rapport::research {
namespace {

constexpr const char* kInsert =
    "INSERT INTO lab_result (community_id, lab_result_id, answers_id, answers_title, simulated, model_text, scheme, "
    "draws, seed, job_id, created_by, created_at) VALUES (:community_id, :lab_result_id, :answers_id, :answers_title, "
    ":simulated, :model_text, :scheme, :draws, :seed, :job_id, :created_by, :created_at)";
constexpr const char* kFind =
    "SELECT r.answers_id, r.answers_title, r.simulated, r.model_text, r.scheme, r.draws, r.seed, r.job_id, "
    "r.created_by, a.name, r.created_at, r.fingerprint, r.result, r.failure FROM lab_result r "
    "LEFT JOIN member_card a ON a.community_id = r.community_id AND a.member_id = r.created_by "
    "WHERE r.community_id = :community_id AND r.lab_result_id = :lab_result_id";
constexpr const char* kList =
    "SELECT r.lab_result_id, r.answers_title, r.simulated, a.name, r.created_at, r.finished_at, "
    "CASE WHEN r.failure IS NULL THEN 0 ELSE 1 END FROM lab_result r "
    "LEFT JOIN member_card a ON a.community_id = r.community_id AND a.member_id = r.created_by "
    "WHERE r.community_id = :community_id ORDER BY r.lab_result_id DESC LIMIT :limit";
constexpr const char* kListOf =
    "SELECT r.lab_result_id, r.answers_title, r.simulated, a.name, r.created_at, r.finished_at, "
    "CASE WHEN r.failure IS NULL THEN 0 ELSE 1 END FROM lab_result r "
    "LEFT JOIN member_card a ON a.community_id = r.community_id AND a.member_id = r.created_by "
    "WHERE r.community_id = :community_id AND r.answers_id = :answers_id ORDER BY r.lab_result_id DESC LIMIT :limit";
constexpr const char* kFinish =
    "UPDATE lab_result SET result = :result, fingerprint = :fingerprint, finished_at = :finished_at "
    "WHERE community_id = :community_id AND lab_result_id = :lab_result_id AND finished_at IS NULL";
constexpr const char* kFail =
    "UPDATE lab_result SET failure = :failure, finished_at = :finished_at "
    "WHERE community_id = :community_id AND lab_result_id = :lab_result_id AND finished_at IS NULL";

/// Collects the rows of both lists.
auto into(std::vector<ResultSummary>& results) {
  return [&results](LabResultId id, std::string title, int simulated, std::optional<std::string> author,
                    std::int64_t created_at, std::optional<std::int64_t> finished_at, int failed) {
    using State = ResultSummary::State;
    const State ended = failed != 0 ? State::failed : State::done;
    results.push_back({.id = id,
                       .answers_title = std::move(title),
                       .simulated = simulated != 0,
                       .author = author.value_or(""),
                       .created_at_ms = created_at,
                       .state = finished_at ? ended : State::waiting});
  };
}

}  // namespace

std::string result_path(LabResultId id) {
  return "/lab/results/" + to_base32(id);
}

void insert_result(store::Transaction& change, CommunityId community, const StoredResult& result) {
  store::execute(change, kInsert, store::arg("community_id", community), store::arg("lab_result_id", result.id),
                 store::arg("answers_id", result.answers), store::arg("answers_title", result.answers_title),
                 store::arg("simulated", result.simulated ? 1 : 0), store::arg("model_text", result.model),
                 store::arg("scheme", result.options.scheme), store::arg("draws", result.options.draws),
                 store::arg("seed", result.options.seed), store::arg("job_id", result.job),
                 store::arg("created_by", result.created_by), store::arg("created_at", result.created_at_ms));
}

std::optional<StoredResult> find_result(store::Session& session, CommunityId community, LabResultId id) {
  std::optional<StoredResult> found;
  store::each(
      session, kFind,
      [&](std::int64_t answers, std::string title, int simulated, std::string model, std::string scheme,
          std::int64_t draws, std::int64_t seed, jobs::JobId job, std::optional<MemberId> by,
          std::optional<std::string> author, std::int64_t created_at, std::optional<std::string> fingerprint,
          std::optional<std::string> result, std::optional<std::string> failure) {
        found = StoredResult{.id = id,
                             .answers = answers,
                             .answers_title = std::move(title),
                             .simulated = simulated != 0,
                             .model = std::move(model),
                             .options = {.scheme = std::move(scheme), .draws = draws, .seed = seed},
                             .job = job,
                             .created_by = by,
                             .author = author.value_or(""),
                             .created_at_ms = created_at,
                             .fingerprint = fingerprint.value_or(""),
                             .result = std::move(result),
                             .failure = std::move(failure)};
      },
      store::arg("community_id", community), store::arg("lab_result_id", id));
  return found;
}

std::vector<ResultSummary> list_results(store::Session& session, CommunityId community, int limit) {
  std::vector<ResultSummary> results;
  store::each(session, kList, into(results), store::arg("community_id", community), store::arg("limit", limit));
  return results;
}

std::vector<ResultSummary> list_results_of(store::Session& session, CommunityId community, std::int64_t answers,
                                           int limit) {
  std::vector<ResultSummary> results;
  store::each(session, kListOf, into(results), store::arg("community_id", community), store::arg("answers_id", answers),
              store::arg("limit", limit));
  return results;
}

bool finish_result(store::Transaction& change, CommunityId community, LabResultId id, const std::string& json,
                   const std::string& fingerprint, std::int64_t now_ms) {
  return store::execute(change, kFinish, store::arg("result", json), store::arg("fingerprint", fingerprint),
                        store::arg("finished_at", now_ms), store::arg("community_id", community),
                        store::arg("lab_result_id", id)) > 0;
}

bool fail_result(store::Transaction& change, CommunityId community, LabResultId id, const std::string& why,
                 std::int64_t now_ms) {
  return store::execute(change, kFail, store::arg("failure", why), store::arg("finished_at", now_ms),
                        store::arg("community_id", community), store::arg("lab_result_id", id)) > 0;
}

}  // namespace rapport::research
