#pragma once

#include <string>
#include <vector>

#include "base/ids.hpp"
#include "dialogue/topics/topic.hpp"
#include "store/database.hpp"

/// Topics that were written elsewhere or earlier: the example community, a move from another program.
namespace rapport::dialogue {

struct ImportedPost {
  MemberId author;
  std::string text;  // Markdown
  std::int64_t at_ms = 0;
};
struct ImportedTopic {
  std::string title;
  std::vector<ImportedPost> posts;  // oldest first, at least one
  bool pinned = false;
  bool closed = false;
};
struct Imported {
  TopicId topic;
  std::string path;
  std::vector<PostId> posts;
};

/// Writes a topic with given authors and times: rows, counters, what can be found, and the events with their times, as
/// if it had been written here then. Thousands of posts a second; many topics may share one transaction.
Imported import_topic(store::Transaction& change, CommunityId community, IdSource& ids, const Section& section,
                      const ImportedTopic& topic);

/// Replaces the text of an imported post, as when its links are known only after everything is imported; it does not
/// count as an edit.
void complete_imported_text(store::Transaction& change, CommunityId community, PostId post, const std::string& text);

}  // namespace rapport::dialogue
