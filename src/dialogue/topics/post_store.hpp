#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogue/topics/topic.hpp"
#include "store/database.hpp"

namespace rapport::dialogue {

/// The SQL of the topic page, the one that everybody reads; named here for the test that holds it to its index.
extern const char* const kTopicPageSql;

/// The posts of a topic at positions first, first + 1 … last, those taken down included.
std::vector<Post> posts_between(store::Session& session, CommunityId community, TopicId topic, std::int64_t first,
                                std::int64_t last);
/// One post with its source and its topic.
std::optional<PostSource> find_post(store::Session& session, CommunityId community, PostId post);

/// The source of the post that opens a topic.
std::string first_source(store::Session& session, CommunityId community, TopicId topic);

/// A post to be written.
struct NewPost {
  PostId id;
  TopicId topic;
  std::int64_t position = 0;
  MemberId author;
  std::string source;     // Markdown
  std::string body_html;  // made of it by text::render_markdown
  std::int64_t created_at = 0;
  std::optional<std::int64_t> submission;  // the form it came from
};
void insert_post(store::Transaction& change, CommunityId community, const NewPost& post);

struct Submitted {
  PostId post;
  TopicId topic;
  std::int64_t position = 0;
};
/// What this author already posted with this form.
std::optional<Submitted> find_submission(store::Session& session, CommunityId community, MemberId author,
                                         std::int64_t submission);

/// Replaces the text; by whom and when stays with it, unless nobody is given (links that an import completes).
void update_text(store::Transaction& change, CommunityId community, PostId post, std::string_view source,
                 std::string_view body_html, std::optional<MemberId> by, std::optional<std::int64_t> at_ms);

/// Takes a post down, or with nothing given puts it back. @return  false if it was so already
bool set_post_hidden(store::Transaction& change, CommunityId community, PostId post, std::optional<MemberId> by,
                     std::optional<std::int64_t> at_ms, std::optional<std::string> reason);

}  // namespace rapport::dialogue
