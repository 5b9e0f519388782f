#include "display/home/home_store.hpp"

#include "store/query.hpp"

namespace rapport::display {
namespace {

constexpr const char* kFind =
    "SELECT welcome_title, welcome_text, question_title, question_text, question_link FROM home_page "
    "WHERE community_id = :community_id";
constexpr const char* kSave =
    "INSERT INTO home_page (community_id, welcome_title, welcome_text, question_title, question_text, question_link, "
    "changed_at, changed_by) VALUES (:community_id, :welcome_title, :welcome_text, :question_title, :question_text, "
    ":question_link, :at, :by) ON CONFLICT (community_id) DO UPDATE SET welcome_title = excluded.welcome_title, "
    "welcome_text = excluded.welcome_text, question_title = excluded.question_title, "
    "question_text = excluded.question_text, question_link = excluded.question_link, "
    "changed_at = excluded.changed_at, changed_by = excluded.changed_by";

}  // namespace

HomeWords home_words(store::Session& session, CommunityId community) {
  HomeWords words;
  store::each(
      session, kFind,
      [&](std::string welcome_title, std::string welcome_text, std::string question_title, std::string question_text,
          std::string question_link) {
        words = {std::move(welcome_title), std::move(welcome_text), std::move(question_title), std::move(question_text),
                 std::move(question_link)};
      },
      store::arg("community_id", community));
  return words;
}

void save_home_words(store::Transaction& transaction, IdSource& ids, const Change& change, const HomeWords& words) {
  store::execute(transaction, kSave, store::arg("community_id", change.community),
                 store::arg("welcome_title", words.welcome_title), store::arg("welcome_text", words.welcome_text),
                 store::arg("question_title", words.question_title), store::arg("question_text", words.question_text),
                 store::arg("question_link", words.question_link), store::arg("at", change.at_ms),
                 store::arg("by", change.actor));
  append_event(transaction, ids, change,
               {.kind = "home.changed", .subject = 0, .title = words.welcome_title, .path = "/"});
}

}  // namespace rapport::display
