#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "base/reader.hpp"
#include "dialogue/author.hpp"

namespace rapport::dialogue {

using SectionId = Id<struct SectionTag>;
using TopicId = Id<struct TopicTag>;
using PostId = Id<struct PostTag>;

enum class Starters { members, staff };

struct Section {
  SectionId id;
  std::string slug;  // words of the address, unique in the community
  std::string name;
  std::string description;
  std::int64_t place = 0;  // its order in the list
  Starters starters = Starters::members;
  std::int64_t topic_count = 0;
  std::int64_t post_count = 0;
};

/// What was written last in a section.
struct Latest {
  std::string topic_path;
  std::string title;
  std::int64_t at_ms = 0;
  Author author;
};

struct SectionSummary {
  Section section;
  std::optional<Latest> latest;  // empty while the section has no topic
};

std::string section_path(const Section& section);

/// Members start topics, except where only staff do. Everyone else may read and, as a member, reply.
bool may_start_topic(const Reader& reader, const Section& section);

}  // namespace rapport::dialogue
