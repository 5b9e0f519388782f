#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "dialogue/topics/topic.hpp"
#include "store/database.hpp"

/// What writing changes, each in one transaction that the caller opens and commits: rows, counters, what can be found,
/// who follows, and the event.
namespace rapport::dialogue {

/// A text as it goes into the database. Made before the transaction, because rendering takes time.
struct Draft {
  MemberId author;
  std::string source;  // Markdown, at most kLongestPost characters
  std::string body_html;
  std::int64_t at_ms = 0;
  std::optional<std::int64_t> submission;  // a form sent twice writes once
};
Draft make_draft(MemberId author, std::string source, std::int64_t at_ms, std::optional<std::int64_t> submission = {});

/// Where a new post stands.
struct Written {
  PostId post;
  std::int64_t position = 0;
  std::string path;    // of the topic
  bool again = false;  // the form had been sent before: this is what it wrote then, and nothing changed now
};

Written start_topic(store::Transaction& change, CommunityId community, IdSource& ids, const Section& section,
                    const std::string& title, const Draft& draft);

/// @return  empty if the topic has been closed or taken down meanwhile
std::optional<Written> write_reply(store::Transaction& change, CommunityId community, IdSource& ids, const Topic& topic,
                                   const Draft& draft);

/// Replaces the text of a post, and with its first post the title of the topic. @return  the topic's path
std::string edit_post(store::Transaction& change, CommunityId community, IdSource& ids, const PostSource& before,
                      const std::string& title, const Draft& draft);

}  // namespace rapport::dialogue
