#include "dialogue/moderation/moderating.hpp"

#include <algorithm>
#include <utility>

#include "dialogue/events.hpp"
#include "dialogue/moderation/moderation_store.hpp"
#include "dialogue/sections/section_store.hpp"
#include "dialogue/topics/post_store.hpp"
#include "dialogue/topics/topic_index.hpp"
#include "dialogue/topics/topic_store.hpp"

namespace rapport::dialogue {
namespace {

/// The topic as it is now, held until the transaction ends.
Topic held_topic(store::Transaction& change, CommunityId community, TopicId topic) {
  hold_topic(change, community, topic);
  return find_topic(change, community, topic).value();  // topics are never deleted
}

void index_again(store::Transaction& change, CommunityId community, const Topic& topic) {
  index_topic(change, community, topic.id, topic.title, first_source(change, community, topic.id), topic_path(topic));
}

void log_post(store::Transaction& change, const Moderator& moderator, IdSource& ids, std::string kind,
              const PostSource& post, std::string note) {
  insert_action(change, moderator.community,
                {.id = ids.next<ActionId>(),
                 .kind = std::move(kind),
                 .moderator = moderator.member,
                 .topic = post.topic.id,
                 .post = post.post.id,
                 .note = std::move(note),
                 .at_ms = moderator.now_ms});
}

/// The event of something done to a post. The author, who is to be told, stands in the details.
void append_post_event(store::Transaction& change, const Moderator& moderator, IdSource& ids, const char* kind,
                       const PostSource& post) {
  auto details = place_details(post.topic.title, topic_path(post.topic), post.post.id, post.post.position);
  details.set("author", post.post.author.id.value);
  append_event(change, moderator.community, ids,
               {.kind = kind, .actor = moderator.member, .subject = post.post.id.value, .context = post.topic.id.value},
               details, moderator.now_ms);
}

/// The log line and the event of something done to a topic.
void finish_topic(store::Transaction& change, const Moderator& moderator, IdSource& ids, const char* kind,
                  const Topic& topic, std::string note) {
  insert_action(change, moderator.community,
                {.id = ids.next<ActionId>(),
                 .kind = kind,
                 .moderator = moderator.member,
                 .topic = topic.id,
                 .post = std::nullopt,
                 .note = std::move(note),
                 .at_ms = moderator.now_ms});
  http::Value details;
  details.set("title", topic.title);
  details.set("path", topic_path(topic));
  details.set("author", topic.author.value);
  append_event(change, moderator.community, ids,
               {.kind = kind, .actor = moderator.member, .subject = topic.id.value, .context = topic.section.value},
               details, moderator.now_ms);
}

}  // namespace

void hide_post(store::Transaction& change, const Moderator& moderator, IdSource& ids, const PostSource& post,
               const std::string& reason) {
  const Topic topic = held_topic(change, moderator.community, post.topic.id);
  if (!set_post_hidden(change, moderator.community, post.post.id, moderator.member, moderator.now_ms, reason)) return;
  if (post.post.position == 1) {
    set_hidden(change, moderator.community, topic.id, moderator.now_ms);
    count_in_section(change, moderator.community, topic.section, -1, -topic.post_count);
    unindex_topic(change, moderator.community, topic.id);
  } else {
    refresh_last_post(change, moderator.community, topic.id);
  }
  settle_reports(change, moderator.community, post.post.id, Outcome::hidden, moderator.member, moderator.now_ms);
  log_post(change, moderator, ids, "post.hidden", post, reason);
  append_post_event(change, moderator, ids, "post.hidden", post);
}

void restore_post(store::Transaction& change, const Moderator& moderator, IdSource& ids, const PostSource& post) {
  const Topic topic = held_topic(change, moderator.community, post.topic.id);
  if (!set_post_hidden(change, moderator.community, post.post.id, {}, {}, {})) return;
  if (post.post.position == 1) {
    set_hidden(change, moderator.community, topic.id, {});
    count_in_section(change, moderator.community, topic.section, 1, topic.post_count);
    index_again(change, moderator.community, topic);
  } else {
    refresh_last_post(change, moderator.community, topic.id);
  }
  log_post(change, moderator, ids, "post.restored", post, {});
  append_post_event(change, moderator, ids, "post.restored", post);
}

void dismiss_reports(store::Transaction& change, const Moderator& moderator, IdSource& ids, const PostSource& post) {
  const auto settled =
      settle_reports(change, moderator.community, post.post.id, Outcome::dismissed, moderator.member, moderator.now_ms);
  if (settled == 0) return;
  log_post(change, moderator, ids, "report.dismissed", post, {});
  append_event(change, moderator.community, ids,
               {.kind = "report.dismissed",
                .actor = moderator.member,
                .subject = post.post.id.value,
                .context = post.topic.id.value},
               http::Value{}.set("reports", settled), moderator.now_ms);
}

void change_topic(store::Transaction& change, const Moderator& moderator, IdSource& ids, TopicId id,
                  TopicAction action) {
  const Topic topic = held_topic(change, moderator.community, id);
  switch (action) {
    case TopicAction::close:
      if (topic.closed_at) return;
      set_closed(change, moderator.community, id, moderator.now_ms, moderator.member);
      return finish_topic(change, moderator, ids, "topic.closed", topic, {});
    case TopicAction::reopen:
      if (!topic.closed_at) return;
      set_closed(change, moderator.community, id, {}, {});
      return finish_topic(change, moderator, ids, "topic.reopened", topic, {});
    case TopicAction::pin:
      if (topic.pinned_at) return;
      set_pinned(change, moderator.community, id, moderator.now_ms, moderator.member);
      return finish_topic(change, moderator, ids, "topic.pinned", topic, {});
    case TopicAction::unpin:
      if (!topic.pinned_at) return;
      set_pinned(change, moderator.community, id, {}, {});
      return finish_topic(change, moderator, ids, "topic.unpinned", topic, {});
  }
}

void move_topic(store::Transaction& change, const Moderator& moderator, IdSource& ids, TopicId id, const Section& to) {
  Topic topic = held_topic(change, moderator.community, id);
  if (topic.section == to.id) return;
  const std::string from_name = topic.section_name;
  set_section(change, moderator.community, id, to.id);
  if (!topic.hidden_at) {
    // In the order of their ids, so that two moves in opposite directions cannot wait for each other.
    const std::pair<SectionId, int> gains{to.id, 1}, loses{topic.section, -1};
    for (const auto& [section, sign] : {std::min(gains, loses), std::max(gains, loses)}) {
      count_in_section(change, moderator.community, section, sign, sign * topic.post_count);
    }
  }
  topic.section = to.id;
  topic.section_slug = to.slug;
  topic.section_name = to.name;
  if (!topic.hidden_at) index_again(change, moderator.community, topic);
  finish_topic(change, moderator, ids, "topic.moved", topic, from_name + " → " + to.name);
}

void log_edit(store::Transaction& change, const Moderator& moderator, IdSource& ids, const PostSource& post) {
  log_post(change, moderator, ids, "post.edited", post, {});
}

bool report_post(store::Transaction& change, const Moderator& reporter, IdSource& ids, const PostSource& post,
                 const std::string& reason) {
  const NewReport report{ids.next<ReportId>(), post.post.id, reporter.member, reason, reporter.now_ms};
  if (!insert_report(change, reporter.community, report)) return false;
  append_post_event(change, reporter, ids, "post.reported", post);
  return true;
}

}  // namespace rapport::dialogue
