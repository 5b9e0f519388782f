#include "dialogue/topics/post_store.hpp"

#include "dialogue/topics/topic_store.hpp"
#include "store/query.hpp"

namespace rapport::dialogue {
namespace {

using store::arg;

constexpr const char* kFind =
    "SELECT p.topic_id, p.source, p.position, p.author_id, m.name, m.handle, m.role, p.body_html, p.created_at, "
    "p.edited_at, p.hidden_at, p.hidden_reason FROM post p "
    "LEFT JOIN member_card m ON m.community_id = p.community_id AND m.member_id = p.author_id "
    "WHERE p.community_id = :community_id AND p.post_id = :post_id";
constexpr const char* kFirstSource =
    "SELECT source FROM post WHERE community_id = :community_id AND topic_id = :topic_id AND position = 1";
constexpr const char* kInsert =
    "INSERT INTO post (community_id, post_id, topic_id, position, author_id, source, body_html, created_at, "
    "submission) VALUES (:community_id, :post_id, :topic_id, :position, :author_id, :source, :body_html, :created_at, "
    ":submission)";
constexpr const char* kFindSubmission =
    "SELECT post_id, topic_id, position FROM post "
    "WHERE community_id = :community_id AND author_id = :author_id AND submission = :submission";
constexpr const char* kUpdateText =
    "UPDATE post SET source = :source, body_html = :body_html, edited_by = :by, edited_at = :at "
    "WHERE community_id = :community_id AND post_id = :post_id";
constexpr const char* kHide =
    "UPDATE post SET hidden_at = :at, hidden_by = :by, hidden_reason = :reason "
    "WHERE community_id = :community_id AND post_id = :post_id AND hidden_at IS NULL";
constexpr const char* kRestore =
    "UPDATE post SET hidden_at = NULL, hidden_by = NULL, hidden_reason = NULL "
    "WHERE community_id = :community_id AND post_id = :post_id AND hidden_at IS NOT NULL";

Post post_from(PostId id, std::int64_t position, MemberId author, std::optional<std::string> name,
               std::optional<std::string> handle, const std::optional<std::string>& role, std::string body_html,
               std::int64_t created_at, std::optional<std::int64_t> edited_at, std::optional<std::int64_t> hidden_at,
               std::optional<std::string> hidden_reason) {
  Post post{.id = id,
            .position = position,
            .author = author_from(author, std::move(name), std::move(handle), role),
            .body_html = std::move(body_html),
            .created_at = created_at,
            .edited_at = edited_at,
            .hidden = std::nullopt};
  if (hidden_at) post.hidden = Hidden{*hidden_at, std::move(hidden_reason).value_or(std::string())};
  return post;
}

}  // namespace

// The topic page: one range of the primary key, each row with its author.
const char* const kTopicPageSql =
    "SELECT p.post_id, p.position, p.author_id, m.name, m.handle, m.role, p.body_html, p.created_at, p.edited_at, "
    "p.hidden_at, p.hidden_reason FROM post p "
    "LEFT JOIN member_card m ON m.community_id = p.community_id AND m.member_id = p.author_id "
    "WHERE p.community_id = :community_id AND p.topic_id = :topic_id AND p.position BETWEEN :first AND :last "
    "ORDER BY p.position";

std::vector<Post> posts_between(store::Session& session, CommunityId community, TopicId topic, std::int64_t first,
                                std::int64_t last) {
  std::vector<Post> posts;
  posts.reserve(static_cast<std::size_t>(kPostsPerPage));
  store::each(
      session, kTopicPageSql,
      [&](PostId id, std::int64_t position, MemberId author, std::optional<std::string> name,
          std::optional<std::string> handle, std::optional<std::string> role, std::string body_html,
          std::int64_t created_at, std::optional<std::int64_t> edited_at, std::optional<std::int64_t> hidden_at,
          std::optional<std::string> hidden_reason) {
        posts.push_back(post_from(id, position, author, std::move(name), std::move(handle), role, std::move(body_html),
                                  created_at, edited_at, hidden_at, std::move(hidden_reason)));
      },
      arg("community_id", community), arg("topic_id", topic), arg("first", first), arg("last", last));
  return posts;
}

std::optional<PostSource> find_post(store::Session& session, CommunityId community, PostId post) {
  std::optional<PostSource> found;
  store::each(
      session, kFind,
      [&](TopicId topic, std::string source, std::int64_t position, MemberId author, std::optional<std::string> name,
          std::optional<std::string> handle, std::optional<std::string> role, std::string body_html,
          std::int64_t created_at, std::optional<std::int64_t> edited_at, std::optional<std::int64_t> hidden_at,
          std::optional<std::string> hidden_reason) {
        found.emplace();
        found->topic.id = topic;
        found->source = std::move(source);
        found->post = post_from(post, position, author, std::move(name), std::move(handle), role, std::move(body_html),
                                created_at, edited_at, hidden_at, std::move(hidden_reason));
      },
      arg("community_id", community), arg("post_id", post));
  if (found) found->topic = find_topic(session, community, found->topic.id).value();  // the schema requires it
  return found;
}

std::string first_source(store::Session& session, CommunityId community, TopicId topic) {
  return store::one<std::string>(session, kFirstSource, arg("community_id", community), arg("topic_id", topic))
      .value_or(std::string());
}

void insert_post(store::Transaction& change, CommunityId community, const NewPost& post) {
  store::execute(change, kInsert, arg("community_id", community), arg("post_id", post.id), arg("topic_id", post.topic),
                 arg("position", post.position), arg("author_id", post.author), arg("source", post.source),
                 arg("body_html", post.body_html), arg("created_at", post.created_at),
                 arg("submission", post.submission));
}

std::optional<Submitted> find_submission(store::Session& session, CommunityId community, MemberId author,
                                         std::int64_t submission) {
  std::optional<Submitted> found;
  store::each(
      session, kFindSubmission,
      [&](PostId post, TopicId topic, std::int64_t position) { found = Submitted{post, topic, position}; },
      arg("community_id", community), arg("author_id", author), arg("submission", submission));
  return found;
}

void update_text(store::Transaction& change, CommunityId community, PostId post, std::string_view source,
                 std::string_view body_html, std::optional<MemberId> by, std::optional<std::int64_t> at_ms) {
  store::execute(change, kUpdateText, arg("source", source), arg("body_html", body_html), arg("by", by),
                 arg("at", at_ms), arg("community_id", community), arg("post_id", post));
}

bool set_post_hidden(store::Transaction& change, CommunityId community, PostId post, std::optional<MemberId> by,
                     std::optional<std::int64_t> at_ms, std::optional<std::string> reason) {
  if (!at_ms) return store::execute(change, kRestore, arg("community_id", community), arg("post_id", post)) == 1;
  return store::execute(change, kHide, arg("at", at_ms), arg("by", by), arg("reason", reason),
                        arg("community_id", community), arg("post_id", post)) == 1;
}

}  // namespace rapport::dialogue
