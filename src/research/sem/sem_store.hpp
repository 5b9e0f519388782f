#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "jobs/job.hpp"
#include "research/sem/sem_settings.hpp"
#include "store/database.hpp"

namespace rapport::research {

using SemResultId = Id<struct SemResultTag>;

/// A structural equation model that somebody asked to estimate: waiting, done or failed.
struct StoredSem {
  SemResultId id = {};
  std::int64_t answers = 0;
  std::string answers_title = {};
  bool simulated = false;
  std::string model = {};
  SemSettings settings = {};
  jobs::JobId job = {};
  std::optional<MemberId> created_by = {};
  std::string author = {};  // name of that member
  std::int64_t created_at_ms = 0;
  std::string fingerprint = {};             // of the answers, once it has ended well
  std::optional<std::string> result = {};   // JSON as stats::sem_json or stats::invariance_json writes it
  std::optional<std::string> failure = {};  // why there are no numbers
};

/// "/lab/sem/1x9k2f7q"
std::string sem_path(SemResultId id);

void insert_sem(store::Transaction& change, CommunityId community, const StoredSem& wanted);

std::optional<StoredSem> find_sem(store::Session& session, CommunityId community, SemResultId id);

/// One line of a list.
struct SemSummary {
  enum class State { waiting, done, failed };
  SemResultId id = {};
  std::string answers_title = {};
  bool simulated = false;
  SemSettings settings = {};
  std::string author = {};
  std::int64_t created_at_ms = 0;
  State state = State::waiting;
};

/// The newest of a community.
std::vector<SemSummary> list_sems(store::Session& session, CommunityId community, int limit);
/// The newest about a set of answers.
std::vector<SemSummary> list_sems_of(store::Session& session, CommunityId community, std::int64_t answers, int limit);

/// Ends a waiting estimation with its numbers. @return false if it has ended already: nothing changed then
bool finish_sem(store::Transaction& change, CommunityId community, SemResultId id, const std::string& json,
                const std::string& fingerprint, std::int64_t now_ms);
/// Ends it without. @return as finish_sem
bool fail_sem(store::Transaction& change, CommunityId community, SemResultId id, const std::string& why,
              std::int64_t now_ms);

}  // namespace rapport::research
