#include "dialogue/topics/writing.hpp"

#include <utility>

#include "dialogue/events.hpp"
#include "dialogue/sections/section_store.hpp"
#include "dialogue/topics/post_store.hpp"
#include "dialogue/topics/topic_index.hpp"
#include "dialogue/topics/topic_store.hpp"
#include "members/notifications/follow.hpp"
#include "text/markdown.hpp"
#include "text/slug.hpp"

namespace rapport::dialogue {
namespace {

/// What the form of this draft wrote before, if it was sent before. Call with the section or topic held, so that the
/// two do not pass each other.
std::optional<Written> written_before(store::Transaction& change, CommunityId community, const Draft& draft) {
  if (!draft.submission) return std::nullopt;
  const auto before = find_submission(change, community, draft.author, *draft.submission);
  if (!before) return std::nullopt;
  const auto topic = find_topic(change, community, before->topic);
  return Written{before->post, before->position, topic_path(topic.value()), true};
}

/// Who writes in a topic wants to hear of it.
void follow_topic(store::Transaction& change, CommunityId community, TopicId topic, const Draft& draft) {
  members::follow(change, community, draft.author, "topic", topic.value, draft.at_ms);
}

NewPost post_of(PostId id, TopicId topic, std::int64_t position, const Draft& draft) {
  return {.id = id,
          .topic = topic,
          .position = position,
          .author = draft.author,
          .source = draft.source,
          .body_html = draft.body_html,
          .created_at = draft.at_ms,
          .submission = draft.submission};
}

}  // namespace

Draft make_draft(MemberId author, std::string source, std::int64_t at_ms, std::optional<std::int64_t> submission) {
  Draft draft{.author = author, .source = std::move(source), .body_html = {}, .at_ms = at_ms, .submission = submission};
  draft.body_html = text::render_markdown(draft.source);
  return draft;
}

Written start_topic(store::Transaction& change, CommunityId community, IdSource& ids, const Section& section,
                    const std::string& title, const Draft& draft) {
  count_in_section(change, community, section.id, 0, 0);
  if (auto before = written_before(change, community, draft)) return *before;
  Topic topic;
  topic.id = ids.next<TopicId>();
  topic.section = section.id;
  topic.slug = text::slug(title);
  topic.title = title;
  topic.author = draft.author;
  topic.created_at = draft.at_ms;
  topic.post_count = 1;
  const PostId post = ids.next<PostId>();
  const std::string path = topic_path(section.slug, topic.slug, topic.id);
  insert_topic(change, community, topic, draft.at_ms, draft.author);
  insert_post(change, community, post_of(post, topic.id, 1, draft));
  count_in_section(change, community, section.id, 1, 1);
  index_topic(change, community, topic.id, title, draft.source, path);
  follow_topic(change, community, topic.id, draft);
  append_event(change, community, ids,
               {.kind = "topic.started", .actor = draft.author, .subject = topic.id.value, .context = section.id.value},
               place_details(title, path, post, 1), draft.at_ms);
  return {post, 1, path, false};
}

std::optional<Written> write_reply(store::Transaction& change, CommunityId community, IdSource& ids, const Topic& topic,
                                   const Draft& draft) {
  if (draft.submission) hold_topic(change, community, topic.id);
  if (auto before = written_before(change, community, draft)) return before;
  const auto position = take_position(change, community, topic.id, draft.author, draft.at_ms);
  if (!position) return std::nullopt;
  const PostId post = ids.next<PostId>();
  const std::string path = topic_path(topic);
  insert_post(change, community, post_of(post, topic.id, *position, draft));
  count_in_section(change, community, topic.section, 0, 1);
  follow_topic(change, community, topic.id, draft);
  append_event(change, community, ids,
               {.kind = "post.written", .actor = draft.author, .subject = post.value, .context = topic.id.value},
               place_details(topic.title, path, post, *position), draft.at_ms);
  return Written{post, *position, path, false};
}

std::string edit_post(store::Transaction& change, CommunityId community, IdSource& ids, const PostSource& before,
                      const std::string& title, const Draft& draft) {
  Topic topic = before.topic;
  hold_topic(change, community, topic.id);
  update_text(change, community, before.post.id, draft.source, draft.body_html, draft.author, draft.at_ms);
  if (before.post.position == 1) {
    topic.title = title;
    topic.slug = text::slug(title);
    update_title(change, community, topic.id, topic.title, topic.slug);
    if (!topic.hidden_at) index_topic(change, community, topic.id, title, draft.source, topic_path(topic));
  }
  const std::string path = topic_path(topic);
  append_event(
      change, community, ids,
      {.kind = "post.edited", .actor = draft.author, .subject = before.post.id.value, .context = topic.id.value},
      place_details(topic.title, path, before.post.id, before.post.position), draft.at_ms);
  return path;
}

}  // namespace rapport::dialogue
