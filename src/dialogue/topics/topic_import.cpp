#include "dialogue/topics/topic_import.hpp"

#include "base/errors.hpp"
#include "dialogue/events.hpp"
#include "dialogue/sections/section_store.hpp"
#include "dialogue/topics/post_store.hpp"
#include "dialogue/topics/topic_index.hpp"
#include "dialogue/topics/topic_store.hpp"
#include "text/markdown.hpp"
#include "text/slug.hpp"

namespace rapport::dialogue {
namespace {

NewPost post_of(PostId id, TopicId topic, std::int64_t position, const ImportedPost& post) {
  return {.id = id,
          .topic = topic,
          .position = position,
          .author = post.author,
          .source = post.text,
          .body_html = text::render_markdown(post.text),
          .created_at = post.at_ms,
          .submission = std::nullopt};
}

}  // namespace

Imported import_topic(store::Transaction& change, CommunityId community, IdSource& ids, const Section& section,
                      const ImportedTopic& imported) {
  if (imported.posts.empty()) throw BadInput("The topic \"" + imported.title + "\" has no post.");
  const ImportedPost& first = imported.posts.front();
  const ImportedPost& last = imported.posts.back();
  Topic topic;
  topic.id = ids.next<TopicId>();
  topic.section = section.id;
  topic.slug = text::slug(imported.title);
  topic.title = imported.title;
  topic.author = first.author;
  topic.created_at = first.at_ms;
  topic.post_count = static_cast<std::int64_t>(imported.posts.size());
  insert_topic(change, community, topic, last.at_ms, last.author);
  if (imported.pinned) set_pinned(change, community, topic.id, first.at_ms, first.author);
  if (imported.closed) set_closed(change, community, topic.id, last.at_ms, last.author);
  count_in_section(change, community, section.id, 1, topic.post_count);

  Imported result{topic.id, topic_path(section.slug, topic.slug, topic.id), {}};
  index_topic(change, community, topic.id, topic.title, first.text, result.path);
  for (std::int64_t position = 1; const ImportedPost& post : imported.posts) {
    const PostId id = ids.next<PostId>();
    insert_post(change, community, post_of(id, topic.id, position, post));
    const bool opens = position == 1;
    append_event(change, community, ids,
                 {.kind = opens ? "topic.started" : "post.written",
                  .actor = post.author,
                  .subject = opens ? topic.id.value : id.value,
                  .context = opens ? section.id.value : topic.id.value},
                 place_details(topic.title, result.path, id, position), post.at_ms);
    result.posts.push_back(id);
    ++position;
  }
  return result;
}

void complete_imported_text(store::Transaction& change, CommunityId community, PostId post, const std::string& text) {
  update_text(change, community, post, text, text::render_markdown(text), std::nullopt, std::nullopt);
}

}  // namespace rapport::dialogue
