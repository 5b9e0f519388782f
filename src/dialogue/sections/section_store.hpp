#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dialogue/sections/section.hpp"
#include "store/database.hpp"

namespace rapport::dialogue {

/// All sections in their order, each with what was written last in it.
std::vector<SectionSummary> list_sections(store::Session& session, CommunityId community);
/// All sections in their order, as a form's options.
std::vector<Section> sections_in_order(store::Session& session, CommunityId community);

std::optional<Section> find_section(store::Session& session, CommunityId community, std::string_view slug);
std::optional<Section> find_section(store::Session& session, CommunityId community, SectionId section);

/// @throws store::Conflict if another section has its slug
void insert_section(store::Transaction& change, CommunityId community, const Section& section, std::int64_t now_ms);
/// Changes what people write: slug, name, description, place, starters. @throws store::Conflict as above
void update_section(store::Transaction& change, CommunityId community, const Section& section);

/// Adds to the counters, in the transaction that adds or takes away what they count; holds the section until it ends.
void count_in_section(store::Transaction& change, CommunityId community, SectionId section, std::int64_t topics,
                      std::int64_t posts);

}  // namespace rapport::dialogue
