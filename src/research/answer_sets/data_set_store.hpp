#pragma once

#include <optional>
#include <vector>

#include "base/reader.hpp"
#include "research/answer_sets/answer_set.hpp"
#include "store/database.hpp"

namespace rapport::research {

/// Keeps a data set under its about.id. @param owner  who alone may use it; empty: all who may use the laboratory
void insert_data_set(store::Transaction& change, CommunityId community, const AnswerSet& set,
                     std::optional<MemberId> owner, std::int64_t now_ms);

/// Those that the reader may use, newest first, at most limit.
std::vector<AnswersSummary> list_data_sets(store::Session& session, const Reader& reader, int limit);

std::optional<AnswerSet> find_data_set(store::Session& session, const Reader& reader, std::int64_t id);
/// Whether find_data_set would find it.
bool has_data_set(store::Session& session, const Reader& reader, std::int64_t id);

/// Deletes a data set of the reader's own. @return false if there is none
bool delete_data_set(store::Transaction& change, const Reader& reader, std::int64_t id);

}  // namespace rapport::research
