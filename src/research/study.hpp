#pragma once

#include <cstdint>

#include "base/ids.hpp"
#include "stats/simulate/study.hpp"
#include "store/database.hpp"

namespace rapport::research {

/// Puts a published study into the laboratory of a community: answers drawn from its figures with its own seed, marked
/// as simulated, its questions and constructs, and its model under "As published". @return the id of the set
std::int64_t add_study(store::Transaction& change, CommunityId community, IdSource& ids, std::int64_t now_ms,
                       const stats::Study& study);

/// Keeps a study's model, "As published", with answers that are already there (a survey of the same constructs).
void add_study_model(store::Transaction& change, CommunityId community, IdSource& ids, std::int64_t now_ms,
                     const stats::Study& study, std::int64_t answers);

}  // namespace rapport::research
