#include "demand/board/own_data_store.hpp"

#include "store/query.hpp"

namespace rapport::board {
namespace {

using store::arg;

constexpr const char* kMessages =
    "SELECT subject, created_at, hidden_at, text FROM board_message "
    "WHERE community_id = :community_id AND author_id = :member_id ORDER BY created_at, message_id";
constexpr const char* kAnswers =
    "SELECT b.subject, a.created_at, a.text FROM board_answer a "
    "JOIN board_message b ON b.community_id = a.community_id AND b.message_id = a.message_id "
    "WHERE a.community_id = :community_id AND a.author_id = :member_id ORDER BY a.created_at, a.answer_id";

}  // namespace

http::Value writings_of(store::Session& session, CommunityId community, MemberId member) {
  http::List messages, answers;
  store::each(
      session, kMessages,
      [&](std::string subject, std::int64_t at, std::optional<std::int64_t> hidden_at, std::string text) {
        messages.push_back(http::Value()
                               .set("subject", std::move(subject))
                               .set("at", http::Time{at})
                               .set("taken_down_at", http::time_or_null(hidden_at))
                               .set("text", std::move(text)));
      },
      arg("community_id", community), arg("member_id", member));
  store::each(
      session, kAnswers,
      [&](std::string subject, std::int64_t at, std::string text) {
        answers.push_back(
            http::Value().set("subject", std::move(subject)).set("at", http::Time{at}).set("text", std::move(text)));
      },
      arg("community_id", community), arg("member_id", member));
  return http::Value().set("messages", std::move(messages)).set("answers", std::move(answers));
}

}  // namespace rapport::board
