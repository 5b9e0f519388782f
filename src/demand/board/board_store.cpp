#include "demand/board/board_store.hpp"

#include "store/query.hpp"
#include "text/markdown.hpp"

namespace rapport::board {
namespace {

#define MESSAGES                                                                                         \
  "SELECT b.message_id, b.author_id, m.name, m.handle, b.name, b.email, b.key_hash, b.subject, b.text, " \
  "b.text_html, b.created_at, b.approved_at, b.hidden_at, b.done_at FROM board_message b "               \
  "LEFT JOIN member_card m ON m.community_id = b.community_id AND m.member_id = b.author_id "            \
  "WHERE b.community_id = :community_id "
#define NEWEST_FIRST "ORDER BY b.created_at DESC, b.message_id DESC LIMIT :limit"
constexpr const char* kFind = MESSAGES "AND b.message_id = :message_id";
constexpr const char* kPublic = MESSAGES "AND b.approved_at IS NOT NULL AND b.hidden_at IS NULL " NEWEST_FIRST;
constexpr const char* kPublicBefore = MESSAGES
    "AND b.approved_at IS NOT NULL AND b.hidden_at IS NULL AND (b.created_at, b.message_id) < "
    "(SELECT created_at, message_id FROM board_message WHERE community_id = :community_id "
    "AND message_id = :before) " NEWEST_FIRST;
constexpr const char* kWaiting = MESSAGES
    "AND b.hidden_at IS NULL AND b.done_at IS NULL "
    "ORDER BY b.created_at, b.message_id LIMIT :limit";
constexpr const char* kLatest = MESSAGES NEWEST_FIRST;
#undef MESSAGES
#undef NEWEST_FIRST
constexpr const char* kAnswers =
    "SELECT a.author_id, m.name, m.handle, a.text, a.text_html, a.created_at FROM board_answer a "
    "LEFT JOIN member_card m ON m.community_id = a.community_id AND m.member_id = a.author_id "
    "WHERE a.community_id = :community_id AND a.message_id = :message_id ORDER BY a.created_at, a.answer_id";
constexpr const char* kInsert =
    "INSERT INTO board_message (community_id, message_id, author_id, name, email, key_hash, subject, text, text_html, "
    "created_at, approved_at) VALUES (:community_id, :message_id, :author_id, :name, :email, :key_hash, :subject, "
    ":text, :text_html, :created_at, :approved_at)";
constexpr const char* kInsertAnswer =
    "INSERT INTO board_answer (community_id, answer_id, message_id, author_id, text, text_html, created_at) "
    "VALUES (:community_id, :answer_id, :message_id, :author_id, :text, :text_html, :created_at)";
constexpr const char* kApprove =
    "UPDATE board_message SET approved_at = :at, approved_by = :by "
    "WHERE community_id = :community_id AND message_id = :message_id";
constexpr const char* kHide =
    "UPDATE board_message SET hidden_at = :at, hidden_by = :by "
    "WHERE community_id = :community_id AND message_id = :message_id";
constexpr const char* kDone =
    "UPDATE board_message SET done_at = :at, done_by = :by "
    "WHERE community_id = :community_id AND message_id = :message_id";

std::vector<Answer> answers_to(store::Session& session, CommunityId community, MessageId message) {
  std::vector<Answer> answers;
  store::each(
      session, kAnswers,
      [&](MemberId author, std::string name, std::string handle, std::string text, std::string text_html,
          std::int64_t created_at) {
        answers.push_back(
            {{author, std::move(name), std::move(handle)}, std::move(text), std::move(text_html), created_at});
      },
      store::arg("community_id", community), store::arg("message_id", message));
  return answers;
}

template <class... A>
std::vector<Message> messages(store::Session& session, const char* sql, store::Argument<A>... arguments) {
  std::vector<Message> found;
  store::each(
      session, sql,
      [&](MessageId id, std::optional<MemberId> author, std::string author_name, std::string handle, std::string name,
          std::optional<std::string> email, std::string key_hash, std::string subject, std::string text,
          std::string text_html, std::int64_t created_at, std::optional<std::int64_t> approved_at,
          std::optional<std::int64_t> hidden_at, std::optional<std::int64_t> done_at) {
        Message message;
        message.id = id;
        if (author) message.author = Author{*author, std::move(author_name), std::move(handle)};
        message.name = std::move(name);
        message.email = std::move(email);
        message.key_hash = std::move(key_hash);
        message.subject = std::move(subject);
        message.text = std::move(text);
        message.text_html = std::move(text_html);
        message.created_at = created_at;
        message.approved_at = approved_at;
        message.hidden_at = hidden_at;
        message.done_at = done_at;
        found.push_back(std::move(message));
      },
      arguments...);
  return found;
}

void decide(store::Transaction& transaction, const char* sql, const Decision& decision, bool set) {
  store::execute(transaction, sql, store::arg("at", set ? std::optional<std::int64_t>(decision.at_ms) : std::nullopt),
                 store::arg("by", set ? decision.by : std::nullopt), store::arg("community_id", decision.community),
                 store::arg("message_id", decision.message));
}

}  // namespace

void insert_message(store::Transaction& transaction, CommunityId community, const NewMessage& message) {
  store::execute(transaction, kInsert, store::arg("community_id", community), store::arg("message_id", message.id),
                 store::arg("author_id", message.author), store::arg("name", message.name),
                 store::arg("email", message.email), store::arg("key_hash", message.key_hash),
                 store::arg("subject", message.subject), store::arg("text", message.text),
                 store::arg("text_html", text::render_markdown(message.text)),
                 store::arg("created_at", message.created_at), store::arg("approved_at", message.approved_at));
}

void insert_answer(store::Transaction& transaction, CommunityId community, const NewAnswer& answer) {
  store::execute(transaction, kInsertAnswer, store::arg("community_id", community), store::arg("answer_id", answer.id),
                 store::arg("message_id", answer.message), store::arg("author_id", answer.author),
                 store::arg("text", answer.text), store::arg("text_html", text::render_markdown(answer.text)),
                 store::arg("created_at", answer.created_at));
  set_done(transaction, {community, answer.message, answer.author, answer.created_at}, true);
}

std::optional<Message> find_message(store::Session& session, CommunityId community, MessageId id) {
  auto found = messages(session, kFind, store::arg("community_id", community), store::arg("message_id", id));
  if (found.empty()) return std::nullopt;
  found.front().answers = answers_to(session, community, id);
  return std::move(found.front());
}

std::vector<Message> public_messages(store::Session& session, CommunityId community, std::optional<MessageId> before,
                                     int limit) {
  const auto here = store::arg("community_id", community);
  auto found = before
                   ? messages(session, kPublicBefore, here, store::arg("before", *before), store::arg("limit", limit))
                   : messages(session, kPublic, here, store::arg("limit", limit));
  for (auto& message : found) message.answers = answers_to(session, community, message.id);
  return found;
}

std::vector<Message> waiting_messages(store::Session& session, CommunityId community, int limit) {
  return messages(session, kWaiting, store::arg("community_id", community), store::arg("limit", limit));
}

std::vector<Message> latest_messages(store::Session& session, CommunityId community, int limit) {
  return messages(session, kLatest, store::arg("community_id", community), store::arg("limit", limit));
}

void set_approved(store::Transaction& transaction, const Decision& decision) {
  decide(transaction, kApprove, decision, true);
}

void set_hidden(store::Transaction& transaction, const Decision& decision, bool hidden) {
  decide(transaction, kHide, decision, hidden);
}

void set_done(store::Transaction& transaction, const Decision& decision, bool done) {
  decide(transaction, kDone, decision, done);
}

}  // namespace rapport::board
