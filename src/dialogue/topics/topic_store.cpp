#include "dialogue/topics/topic_store.hpp"

#include <charconv>
#include <limits>

#include "store/query.hpp"

namespace rapport::dialogue {
namespace {

using store::arg;

constexpr const char* kFind =
    "SELECT t.section_id, s.slug, s.name, t.slug, t.title, t.author_id, t.created_at, t.post_count, t.closed_at, "
    "t.pinned_at, t.hidden_at FROM topic t "
    "JOIN section s ON s.community_id = t.community_id AND s.section_id = t.section_id "
    "WHERE t.community_id = :community_id AND t.topic_id = :topic_id";
constexpr const char* kPinned =
    "SELECT t.topic_id, t.slug, t.title, t.post_count, t.last_post_at, t.closed_at, t.pinned_at, t.author_id, a.name, "
    "a.handle, a.role, l.name FROM topic t "
    "LEFT JOIN member_card a ON a.community_id = t.community_id AND a.member_id = t.author_id "
    "LEFT JOIN member_card l ON l.community_id = t.community_id AND l.member_id = t.last_author_id "
    "WHERE t.community_id = :community_id AND t.section_id = :section_id AND t.hidden_at IS NULL "
    "AND t.pinned_at IS NOT NULL ORDER BY t.pinned_at DESC";
constexpr const char* kInsert =
    "INSERT INTO topic (community_id, topic_id, section_id, slug, title, author_id, created_at, post_count, "
    "last_post_at, last_author_id) VALUES (:community_id, :topic_id, :section_id, :slug, :title, :author_id, "
    ":created_at, :post_count, :last_post_at, :last_author_id)";
constexpr const char* kUpdateTitle =
    "UPDATE topic SET title = :title, slug = :slug WHERE community_id = :community_id AND topic_id = :topic_id";
constexpr const char* kTakePosition =
    "UPDATE topic SET post_count = post_count + 1, last_post_at = :now, last_author_id = :author_id "
    "WHERE community_id = :community_id AND topic_id = :topic_id AND closed_at IS NULL AND hidden_at IS NULL "
    "RETURNING post_count";
constexpr const char* kHold =
    "UPDATE topic SET post_count = post_count WHERE community_id = :community_id AND topic_id = :topic_id";
constexpr const char* kClose =
    "UPDATE topic SET closed_at = :at, closed_by = :by WHERE community_id = :community_id AND topic_id = :topic_id";
constexpr const char* kPin =
    "UPDATE topic SET pinned_at = :at, pinned_by = :by WHERE community_id = :community_id AND topic_id = :topic_id";
constexpr const char* kHide =
    "UPDATE topic SET hidden_at = :at WHERE community_id = :community_id AND topic_id = :topic_id";
constexpr const char* kMove =
    "UPDATE topic SET section_id = :section_id WHERE community_id = :community_id AND topic_id = :topic_id";
constexpr const char* kLastPost =
    "SELECT created_at, author_id FROM post WHERE community_id = :community_id AND topic_id = :topic_id "
    "AND (hidden_at IS NULL OR position = 1) ORDER BY position DESC LIMIT 1";
constexpr const char* kSetLastPost =
    "UPDATE topic SET last_post_at = :at, last_author_id = :author_id "
    "WHERE community_id = :community_id AND topic_id = :topic_id";

auto summary_into(std::vector<TopicSummary>& found) {
  return [&found](TopicId id, std::string slug, std::string title, std::int64_t posts, std::int64_t last_post_at,
                  std::optional<std::int64_t> closed, std::optional<std::int64_t> pinned, MemberId author,
                  std::optional<std::string> name, std::optional<std::string> handle, std::optional<std::string> role,
                  std::optional<std::string> last_author) {
    found.push_back({.id = id,
                     .slug = std::move(slug),
                     .title = std::move(title),
                     .post_count = posts,
                     .last_post_at = last_post_at,
                     .author = author_from(author, std::move(name), std::move(handle), role),
                     .last_author = std::move(last_author).value_or(std::string()),
                     .closed = closed.has_value(),
                     .pinned = pinned.has_value()});
  };
}

}  // namespace

std::optional<Topic> find_topic(store::Session& session, CommunityId community, TopicId topic) {
  std::optional<Topic> found;
  store::each(
      session, kFind,
      [&](SectionId section, std::string section_slug, std::string section_name, std::string slug, std::string title,
          MemberId author, std::int64_t created_at, std::int64_t posts, std::optional<std::int64_t> closed_at,
          std::optional<std::int64_t> pinned_at, std::optional<std::int64_t> hidden_at) {
        found = Topic{topic,
                      section,
                      std::move(section_slug),
                      std::move(section_name),
                      std::move(slug),
                      std::move(title),
                      author,
                      created_at,
                      posts,
                      closed_at,
                      pinned_at,
                      hidden_at};
      },
      arg("community_id", community), arg("topic_id", topic));
  return found;
}

std::string to_string(const ListPlace& place) {
  return std::to_string(place.last_post_at) + "-" + to_base32(place.topic);
}

std::optional<ListPlace> list_place_from(std::string_view text) {
  ListPlace place;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), place.last_post_at);
  if (error != std::errc() || end == text.data() + text.size() || *end != '-') return std::nullopt;
  const auto id = from_base32(text.substr(static_cast<std::size_t>(end - text.data()) + 1));
  if (!id) return std::nullopt;
  place.topic = TopicId{*id};
  return place;
}

const char* const kTopicListSql =
    "SELECT t.topic_id, t.slug, t.title, t.post_count, t.last_post_at, t.closed_at, t.pinned_at, t.author_id, a.name, "
    "a.handle, a.role, l.name FROM topic t "
    "LEFT JOIN member_card a ON a.community_id = t.community_id AND a.member_id = t.author_id "
    "LEFT JOIN member_card l ON l.community_id = t.community_id AND l.member_id = t.last_author_id "
    "WHERE t.community_id = :community_id AND t.section_id = :section_id AND t.hidden_at IS NULL "
    "AND t.pinned_at IS NULL AND (t.last_post_at, t.topic_id) < (:before_at, :before_topic) "
    "ORDER BY t.last_post_at DESC, t.topic_id DESC LIMIT :most";

std::vector<TopicSummary> list_topics(store::Session& session, CommunityId community, SectionId section,
                                      const std::optional<ListPlace>& after, int limit) {
  std::vector<TopicSummary> found;
  const ListPlace top{std::numeric_limits<std::int64_t>::max(), TopicId{0}};
  const ListPlace& place = after ? *after : top;
  store::each(session, kTopicListSql, summary_into(found), arg("community_id", community), arg("section_id", section),
              arg("before_at", place.last_post_at), arg("before_topic", place.topic), arg("most", limit));
  return found;
}

std::vector<TopicSummary> pinned_topics(store::Session& session, CommunityId community, SectionId section) {
  std::vector<TopicSummary> found;
  store::each(session, kPinned, summary_into(found), arg("community_id", community), arg("section_id", section));
  return found;
}

void insert_topic(store::Transaction& change, CommunityId community, const Topic& topic, std::int64_t last_post_at,
                  MemberId last_author) {
  store::execute(change, kInsert, arg("community_id", community), arg("topic_id", topic.id),
                 arg("section_id", topic.section), arg("slug", topic.slug), arg("title", topic.title),
                 arg("author_id", topic.author), arg("created_at", topic.created_at),
                 arg("post_count", topic.post_count), arg("last_post_at", last_post_at),
                 arg("last_author_id", last_author));
}

void update_title(store::Transaction& change, CommunityId community, TopicId topic, std::string_view title,
                  std::string_view slug) {
  store::execute(change, kUpdateTitle, arg("title", title), arg("slug", slug), arg("community_id", community),
                 arg("topic_id", topic));
}

std::optional<std::int64_t> take_position(store::Transaction& change, CommunityId community, TopicId topic,
                                          MemberId author, std::int64_t now_ms) {
  return store::one<std::int64_t>(change, kTakePosition, arg("now", now_ms), arg("author_id", author),
                                  arg("community_id", community), arg("topic_id", topic));
}

bool hold_topic(store::Transaction& change, CommunityId community, TopicId topic) {
  return store::execute(change, kHold, arg("community_id", community), arg("topic_id", topic)) == 1;
}

void set_closed(store::Transaction& change, CommunityId community, TopicId topic, std::optional<std::int64_t> at_ms,
                std::optional<MemberId> by) {
  store::execute(change, kClose, arg("at", at_ms), arg("by", by), arg("community_id", community),
                 arg("topic_id", topic));
}

void set_pinned(store::Transaction& change, CommunityId community, TopicId topic, std::optional<std::int64_t> at_ms,
                std::optional<MemberId> by) {
  store::execute(change, kPin, arg("at", at_ms), arg("by", by), arg("community_id", community), arg("topic_id", topic));
}

void set_hidden(store::Transaction& change, CommunityId community, TopicId topic, std::optional<std::int64_t> at_ms) {
  store::execute(change, kHide, arg("at", at_ms), arg("community_id", community), arg("topic_id", topic));
}

void set_section(store::Transaction& change, CommunityId community, TopicId topic, SectionId section) {
  store::execute(change, kMove, arg("section_id", section), arg("community_id", community), arg("topic_id", topic));
}

void refresh_last_post(store::Transaction& change, CommunityId community, TopicId topic) {
  const auto last =
      store::one<std::int64_t, MemberId>(change, kLastPost, arg("community_id", community), arg("topic_id", topic));
  if (!last) return;
  const auto& [at_ms, author] = *last;
  store::execute(change, kSetLastPost, arg("at", at_ms), arg("author_id", author), arg("community_id", community),
                 arg("topic_id", topic));
}

}  // namespace rapport::dialogue
