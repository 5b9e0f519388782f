#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::research {

using LabModelId = Id<struct LabModelTag>;

/// A model text that somebody kept under a name. All who may use the laboratory may open it.
struct SavedModel {
  LabModelId id = {};
  std::int64_t answers = 0;  // the set that it is about
  std::string name = {};
  std::string text = {};
  std::optional<MemberId> created_by = {};  // empty: came with the answers
  std::string author = {};                  // name of that member
  std::int64_t created_at_ms = 0;
};

void insert_model(store::Transaction& change, CommunityId community, const SavedModel& model);

/// Those of a set, newest first, at most limit.
std::vector<SavedModel> list_models(store::Session& session, CommunityId community, std::int64_t answers, int limit);

/// Of a set, so that a model cannot be opened over answers that it is not about.
std::optional<SavedModel> find_model(store::Session& session, CommunityId community, std::int64_t answers,
                                     LabModelId id);

/// All of a set that is deleted itself.
void delete_models(store::Transaction& change, CommunityId community, std::int64_t answers);

}  // namespace rapport::research
