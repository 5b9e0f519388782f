#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "jobs/job.hpp"
#include "store/database.hpp"

namespace rapport::research {

using LabResultId = Id<struct LabResultTag>;

/// How a model is to be estimated.
struct EstimateOptions {
  std::string scheme = "path";  // as stats::name_of has it
  std::int64_t draws = 4999;    // of the bootstrap; 0: none
  std::int64_t seed = 1;
};

/// An estimation that somebody asked for: waiting, done or failed.
struct StoredResult {
  LabResultId id = {};
  std::int64_t answers = 0;
  std::string answers_title = {};
  bool simulated = false;
  std::string model = {};  // its text
  EstimateOptions options = {};
  jobs::JobId job = {};
  std::optional<MemberId> created_by = {};
  std::string author = {};  // name of that member
  std::int64_t created_at_ms = 0;
  std::string fingerprint = {};             // of the answers, once it has ended well
  std::optional<std::string> result = {};   // JSON as stats::pls_json writes it
  std::optional<std::string> failure = {};  // why there are no numbers
};

/// "/lab/results/1x9k2f7q"
std::string result_path(LabResultId id);

void insert_result(store::Transaction& change, CommunityId community, const StoredResult& result);

std::optional<StoredResult> find_result(store::Session& session, CommunityId community, LabResultId id);

/// One line of a list of results.
struct ResultSummary {
  enum class State { waiting, done, failed };
  LabResultId id = {};
  std::string answers_title = {};
  bool simulated = false;
  std::string author = {};
  std::int64_t created_at_ms = 0;
  State state = State::waiting;
};

/// The newest of a community.
std::vector<ResultSummary> list_results(store::Session& session, CommunityId community, int limit);
/// The newest about a set of answers.
std::vector<ResultSummary> list_results_of(store::Session& session, CommunityId community, std::int64_t answers,
                                           int limit);

/// Ends a waiting estimation with its numbers. @return false if it has ended already: nothing changed then
bool finish_result(store::Transaction& change, CommunityId community, LabResultId id, const std::string& json,
                   const std::string& fingerprint, std::int64_t now_ms);
/// Ends it without. @return as finish_result
bool fail_result(store::Transaction& change, CommunityId community, LabResultId id, const std::string& why,
                 std::int64_t now_ms);

}  // namespace rapport::research
