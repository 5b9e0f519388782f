#include "demand/surveys/survey_store.hpp"

#include <limits>

#include "store/query.hpp"
#include "text/markdown.hpp"
#include "text/search.hpp"
#include "text/slug.hpp"

namespace rapport::surveys {
namespace {

using store::arg;

// Read by survey_row below, in this order.
#define SURVEY_COLUMNS                                                                                             \
  "survey_id, slug, title, purpose, introduction, introduction_html, thanks, thanks_html, outcome, outcome_html, " \
  "minutes, respondents, simulated, state, closes_at, opened_at, closed_at, started, submitted FROM survey "

constexpr const char* kFind = "SELECT " SURVEY_COLUMNS "WHERE community_id = :community_id AND survey_id = :survey_id";
constexpr const char* kList = "SELECT " SURVEY_COLUMNS
                              "WHERE community_id = :community_id AND state = :state AND survey_id < :before "
                              "ORDER BY survey_id DESC LIMIT :limit";
// Takes the row's lock on PostgreSQL; SQLite has one writer anyway.
constexpr const char* kLock =
    "UPDATE survey SET state = state WHERE community_id = :community_id AND survey_id = :survey_id";
constexpr const char* kInsert =
    "INSERT INTO survey (community_id, survey_id, slug, title, purpose, introduction, introduction_html, thanks, "
    "thanks_html, minutes, respondents, simulated, state, created_by, created_at) VALUES (:community_id, :survey_id, "
    ":slug, :title, :purpose, :introduction, :introduction_html, :thanks, :thanks_html, :minutes, :respondents, "
    ":simulated, 'draft', :created_by, :now)";
constexpr const char* kUpdateTexts =
    "UPDATE survey SET slug = :slug, title = :title, purpose = :purpose, introduction = :introduction, "
    "introduction_html = :introduction_html, thanks = :thanks, thanks_html = :thanks_html, minutes = :minutes, "
    "respondents = :respondents WHERE community_id = :community_id AND survey_id = :survey_id AND state = 'draft'";
constexpr const char* kSetOutcome =
    "UPDATE survey SET outcome = :outcome, outcome_html = :outcome_html "
    "WHERE community_id = :community_id AND survey_id = :survey_id";
constexpr const char* kSetClosingTime =
    "UPDATE survey SET closes_at = :closes_at WHERE community_id = :community_id AND survey_id = :survey_id";
constexpr const char* kOpen =
    "UPDATE survey SET state = 'open', opened_at = COALESCE(opened_at, :at), closed_at = NULL "
    "WHERE community_id = :community_id AND survey_id = :survey_id AND state <> 'open'";
constexpr const char* kClose =
    "UPDATE survey SET state = 'closed', closed_at = :at "
    "WHERE community_id = :community_id AND survey_id = :survey_id AND state = 'open'";
constexpr const char* kInsertState =
    "INSERT INTO survey_state (community_id, survey_id, changed_at, state, member_id) "
    "VALUES (:community_id, :survey_id, :at, :state, :member_id)";
constexpr const char* kInsertQuestionCount =
    "INSERT INTO survey_question_count (community_id, question_id, answered, mean, squares) "
    "VALUES (:community_id, :question_id, 0, 0, 0)";
constexpr const char* kInsertOptionCount =
    "INSERT INTO survey_option_count (community_id, question_id, number, answers) "
    "VALUES (:community_id, :question_id, :number, 0)";
constexpr const char* kDeleteDraft =
    "DELETE FROM survey WHERE community_id = :community_id AND survey_id = :survey_id AND state = 'draft'";

Survey read_survey(SurveyId id, std::string slug, std::string title, std::string purpose, std::string introduction,
                   std::string introduction_html, std::string thanks, std::string thanks_html, std::string outcome,
                   std::string outcome_html, std::int64_t minutes, std::string respondents, int simulated,
                   std::string state, std::optional<std::int64_t> closes_at, std::optional<std::int64_t> opened_at,
                   std::optional<std::int64_t> closed_at, std::int64_t started, std::int64_t submitted) {
  return {.id = id,
          .slug = std::move(slug),
          .texts = {.title = std::move(title),
                    .purpose = std::move(purpose),
                    .introduction = std::move(introduction),
                    .thanks = std::move(thanks),
                    .minutes = minutes,
                    .respondents = respondents_from(respondents).value()},
          .introduction_html = std::move(introduction_html),
          .thanks_html = std::move(thanks_html),
          .outcome = std::move(outcome),
          .outcome_html = std::move(outcome_html),
          .simulated = simulated == 1,
          .state = survey_state_from(state).value(),
          .closes_at_ms = closes_at,
          .opened_at_ms = opened_at,
          .closed_at_ms = closed_at,
          .started = started,
          .submitted = submitted};
}

/// A callable whose parameters are the columns of SURVEY_COLUMNS.
template <class Take>
auto survey_row(Take take) {
  return [take](SurveyId id, std::string slug, std::string title, std::string purpose, std::string introduction,
                std::string introduction_html, std::string thanks, std::string thanks_html, std::string outcome,
                std::string outcome_html, std::int64_t minutes, std::string respondents, int simulated,
                std::string state, std::optional<std::int64_t> closes_at, std::optional<std::int64_t> opened_at,
                std::optional<std::int64_t> closed_at, std::int64_t started, std::int64_t submitted) {
    take(read_survey(id, std::move(slug), std::move(title), std::move(purpose), std::move(introduction),
                     std::move(introduction_html), std::move(thanks), std::move(thanks_html), std::move(outcome),
                     std::move(outcome_html), minutes, std::move(respondents), simulated, std::move(state), closes_at,
                     opened_at, closed_at, started, submitted));
  };
}

void insert_state(store::Transaction& change, CommunityId community, SurveyId id, const char* state,
                  std::optional<MemberId> by, std::int64_t at_ms) {
  store::execute(change, kInsertState, arg("community_id", community), arg("survey_id", id), arg("at", at_ms),
                 arg("state", state), arg("member_id", by));
}

}  // namespace

Survey insert(store::Transaction& change, CommunityId community, SurveyId id, const NewSurvey& survey,
              std::int64_t now_ms) {
  const auto& texts = survey.texts;
  store::execute(change, kInsert, arg("community_id", community), arg("survey_id", id),
                 arg("slug", text::slug(texts.title)), arg("title", texts.title), arg("purpose", texts.purpose),
                 arg("introduction", texts.introduction),
                 arg("introduction_html", text::render_markdown(texts.introduction)), arg("thanks", texts.thanks),
                 arg("thanks_html", text::render_markdown(texts.thanks)), arg("minutes", texts.minutes),
                 arg("respondents", to_string(texts.respondents)), arg("simulated", survey.simulated ? 1 : 0),
                 arg("created_by", survey.created_by), arg("now", now_ms));
  return find(change, community, id).value();
}

std::optional<Survey> find(store::Session& session, CommunityId community, SurveyId id) {
  std::optional<Survey> found;
  store::each(session, kFind, survey_row([&](Survey survey) { found = std::move(survey); }),
              arg("community_id", community), arg("survey_id", id));
  return found;
}

std::vector<Survey> list(store::Session& session, CommunityId community, SurveyState state, int limit,
                         std::optional<SurveyId> before) {
  std::vector<Survey> found;
  store::each(session, kList, survey_row([&](Survey survey) { found.push_back(std::move(survey)); }),
              arg("community_id", community), arg("state", to_string(state)),
              arg("before", before.value_or(SurveyId{std::numeric_limits<std::int64_t>::max()})), arg("limit", limit));
  return found;
}

std::optional<Survey> lock(store::Transaction& change, CommunityId community, SurveyId id) {
  store::execute(change, kLock, arg("community_id", community), arg("survey_id", id));
  return find(change, community, id);
}

bool update_texts(store::Transaction& change, CommunityId community, SurveyId id, const SurveyTexts& texts) {
  return store::execute(change, kUpdateTexts, arg("slug", text::slug(texts.title)), arg("title", texts.title),
                        arg("purpose", texts.purpose), arg("introduction", texts.introduction),
                        arg("introduction_html", text::render_markdown(texts.introduction)),
                        arg("thanks", texts.thanks), arg("thanks_html", text::render_markdown(texts.thanks)),
                        arg("minutes", texts.minutes), arg("respondents", to_string(texts.respondents)),
                        arg("community_id", community), arg("survey_id", id)) == 1;
}

void set_outcome(store::Transaction& change, CommunityId community, SurveyId id, const std::string& outcome) {
  store::execute(change, kSetOutcome, arg("outcome", outcome), arg("outcome_html", text::render_markdown(outcome)),
                 arg("community_id", community), arg("survey_id", id));
}

void set_closing_time(store::Transaction& change, CommunityId community, SurveyId id,
                      std::optional<std::int64_t> closes_at_ms) {
  store::execute(change, kSetClosingTime, arg("closes_at", closes_at_ms), arg("community_id", community),
                 arg("survey_id", id));
}

bool open(store::Transaction& change, CommunityId community, const Survey& survey, const Questionnaire& questionnaire,
          std::optional<MemberId> by, std::int64_t at_ms) {
  if (store::execute(change, kOpen, arg("at", at_ms), arg("community_id", community), arg("survey_id", survey.id)) ==
      0) {
    return false;
  }
  insert_state(change, community, survey.id, "open", by, at_ms);
  if (survey.state == SurveyState::draft) {
    for (const auto* question : questionnaire.questions()) {
      store::execute(change, kInsertQuestionCount, arg("community_id", community), arg("question_id", question->id));
      for (std::size_t i = 0; i < question->options.size(); ++i) {
        store::execute(change, kInsertOptionCount, arg("community_id", community), arg("question_id", question->id),
                       arg("number", i + 1));
      }
    }
  }
  text::index(change, community,
              {.kind = "survey",
               .id = survey.id.value,
               .title = survey.texts.title,
               .body = survey.texts.purpose,
               .path = survey.path()});
  return true;
}

bool close(store::Transaction& change, CommunityId community, const Survey& survey, std::optional<MemberId> by,
           std::int64_t at_ms) {
  if (store::execute(change, kClose, arg("at", at_ms), arg("community_id", community), arg("survey_id", survey.id)) ==
      0) {
    return false;
  }
  insert_state(change, community, survey.id, "closed", by, at_ms);
  text::remove_from_index(change, community, "survey", survey.id.value);
  return true;
}

bool remove_draft(store::Transaction& change, CommunityId community, SurveyId id) {
  const auto survey = lock(change, community, id);
  if (!survey || survey->state != SurveyState::draft) return false;
  save_questionnaire(change, community, id, {});
  return store::execute(change, kDeleteDraft, arg("community_id", community), arg("survey_id", id)) == 1;
}

}  // namespace rapport::surveys
