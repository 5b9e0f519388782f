#pragma once

#include <optional>
#include <string>
#include <vector>

#include "research/estimations/estimation.hpp"
#include "store/database.hpp"

namespace rapport::research {

void insert_estimation(store::Transaction& change, CommunityId community, const Estimation& wanted);

/// @return  nothing for an estimation of another method, too
std::optional<Estimation> find_estimation(store::Session& session, CommunityId community, Method method,
                                          EstimationId id);

/// One line of a list.
struct EstimationSummary {
  enum class State { waiting, done, failed, stopped };
  EstimationId id = {};
  Method method = Method::pls;
  std::string answers_title = {};
  bool simulated = false;
  std::string model_excerpt = {};  // a short text whole; of a longer one its beginning and end, where versions differ
  std::string settings = {};       // as of Estimation
  std::string author = {};
  std::int64_t created_at_ms = 0;
  State state = State::waiting;
};

/// Which of a method's estimations, newest first.
struct EstimationPage {
  Method method = Method::pls;
  std::optional<std::int64_t> answers = {};  // about this set only
  std::optional<EstimationId> before = {};   // older than this one
  int limit = 20;
};
std::vector<EstimationSummary> list_estimations(store::Session& session, CommunityId community,
                                                const EstimationPage& page);
/// The same of those that ended with numbers, about a set of answers.
std::vector<EstimationSummary> list_estimated(store::Session& session, CommunityId community, Method method,
                                              std::int64_t answers, std::optional<EstimationId> before, int limit);

/// Its respondents' scores, CSV. Whether the reader may use the answers is for the caller to see.
std::optional<std::string> find_scores(store::Session& session, CommunityId community, EstimationId id);

/// Ends a waiting estimation with its numbers. @return false if it has ended already: nothing changed then
bool finish_estimation(store::Transaction& change, CommunityId community, EstimationId id, const std::string& json,
                       const std::optional<std::string>& scores, const std::string& fingerprint, std::int64_t now_ms);
/// Ends it because somebody wanted so. @return as finish_estimation
bool stop_estimation(store::Transaction& change, CommunityId community, EstimationId id, MemberId by,
                     const std::string& why, std::int64_t now_ms);
/// Ends it without numbers. @return as finish_estimation
bool fail_estimation(store::Transaction& change, CommunityId community, EstimationId id, const std::string& why,
                     std::int64_t now_ms);

/// What goes with answers that are deleted: the scores of their respondents, and estimations that have not ended.
/// @return the jobs of these, which have nothing to do any more
std::vector<jobs::JobId> forget_answers(store::Transaction& change, CommunityId community, std::int64_t answers,
                                        const std::string& why, std::int64_t now_ms);

}  // namespace rapport::research
