#include "demand/surveys/response_store.hpp"

#include "demand/surveys/tally_store.hpp"
#include "http/value.hpp"
#include "members/token.hpp"
#include "spine/event.hpp"
#include "store/query.hpp"

namespace rapport::surveys {
namespace {

using store::arg;

constexpr const char* kFindByToken =
    "SELECT response_id, member_id, started_at, submitted_at FROM survey_response "
    "WHERE community_id = :community_id AND token_hash = :token_hash AND survey_id = :survey_id";
constexpr const char* kFindByMember =
    "SELECT response_id, member_id, started_at, submitted_at FROM survey_response "
    "WHERE community_id = :community_id AND survey_id = :survey_id AND member_id = :member_id";
constexpr const char* kTookPart =
    "SELECT 1 FROM survey_participant "
    "WHERE community_id = :community_id AND survey_id = :survey_id AND member_id = :member_id";
constexpr const char* kInsert =
    "INSERT INTO survey_response (community_id, response_id, survey_id, token_hash, member_id, started_at) "
    "VALUES (:community_id, :response_id, :survey_id, :token_hash, :member_id, :now) ON CONFLICT DO NOTHING";
constexpr const char* kAnswers =
    "SELECT question_id, choice, number, text FROM survey_answer "
    "WHERE community_id = :community_id AND response_id = :response_id ORDER BY question_id, choice";
// Takes the row's lock on PostgreSQL, so that saving and sending come one after the other.
constexpr const char* kLockDraft =
    "UPDATE survey_response SET submitted_at = NULL "
    "WHERE community_id = :community_id AND response_id = :response_id AND submitted_at IS NULL";
constexpr const char* kDeleteAnswer =
    "DELETE FROM survey_answer "
    "WHERE community_id = :community_id AND response_id = :response_id AND question_id = :question_id";
constexpr const char* kInsertAnswer =
    "INSERT INTO survey_answer (community_id, response_id, question_id, choice, number, text) "
    "VALUES (:community_id, :response_id, :question_id, :choice, :number, :text)";
constexpr const char* kSubmit =
    "UPDATE survey_response SET submitted_at = :now "
    "WHERE community_id = :community_id AND response_id = :response_id AND submitted_at IS NULL";
constexpr const char* kTakePart =
    "INSERT INTO survey_participant (community_id, survey_id, member_id) "
    "VALUES (:community_id, :survey_id, :member_id) ON CONFLICT DO NOTHING";

}  // namespace

std::optional<Response> find_response(store::Session& session, const Respondent& respondent, const Survey& survey) {
  std::optional<Response> found;
  const auto take = [&](ResponseId id, std::optional<MemberId> member, std::int64_t started_at,
                        std::optional<std::int64_t> submitted_at) {
    found = Response{id, survey.id, member, started_at, submitted_at};
  };
  const auto community = arg("community_id", respondent.community);
  if (survey.texts.respondents == Respondents::members) {
    if (respondent.member) {
      store::each(session, kFindByMember, take, community, arg("survey_id", survey.id),
                  arg("member_id", *respondent.member));
    }
  } else if (!respondent.token.empty()) {
    store::each(session, kFindByToken, take, community, arg("token_hash", members::token_hash(respondent.token)),
                arg("survey_id", survey.id));
  }
  return found;
}

bool has_taken_part(store::Session& session, CommunityId community, SurveyId survey, MemberId member) {
  return store::one<int>(session, kTookPart, arg("community_id", community), arg("survey_id", survey),
                         arg("member_id", member))
      .has_value();
}

Response begin(store::Transaction& change, const Respondent& respondent, const Survey& survey, ResponseId id,
               std::int64_t now_ms) {
  const bool anonymous = survey.texts.respondents == Respondents::anonymous;
  const auto inserted = store::execute(
      change, kInsert, arg("community_id", respondent.community), arg("response_id", id), arg("survey_id", survey.id),
      arg("token_hash", anonymous ? members::token_hash(respondent.token) : std::string()),
      arg("member_id", anonymous ? std::nullopt : respondent.member), arg("now", now_ms));
  if (inserted == 1) {
    Tally tally;
    tally.add_start(now_ms);
    add(change, respondent.community, survey.id, tally);
  }
  return find_response(change, respondent, survey).value();
}

Answers load_answers(store::Session& session, CommunityId community, ResponseId id) {
  Answers answers;
  store::each(
      session, kAnswers,
      [&](QuestionId question, int choice, std::optional<double> number, std::optional<std::string> text) {
        add_stored(answers[question], choice, number, std::move(text));
      },
      arg("community_id", community), arg("response_id", id));
  return answers;
}

void insert_answer(store::Transaction& change, CommunityId community, ResponseId id, QuestionId question,
                   const Answer& answer) {
  const auto row = [&](int choice, std::optional<double> number, std::optional<std::string> text) {
    store::execute(change, kInsertAnswer, arg("community_id", community), arg("response_id", id),
                   arg("question_id", question), arg("choice", choice), arg("number", number),
                   arg("text", std::move(text)));
  };
  if (answer.number) row(0, answer.number, {});
  if (!answer.text.empty()) row(0, {}, answer.text);
  for (const int number : answer.ticked) row(number, 1.0, {});
}

bool save_answers(store::Transaction& change, CommunityId community, ResponseId id,
                  const std::vector<Question>& questions, const Answers& answers) {
  if (store::execute(change, kLockDraft, arg("community_id", community), arg("response_id", id)) == 0) return false;
  for (const auto& question : questions) {
    store::execute(change, kDeleteAnswer, arg("community_id", community), arg("response_id", id),
                   arg("question_id", question.id));
    const auto answer = answers.find(question.id);
    if (answer != answers.end()) insert_answer(change, community, id, question.id, answer->second);
  }
  return true;
}

Submission submit(store::Transaction& change, const Respondent& respondent, const Survey& survey,
                  const Questionnaire& questionnaire, const Response& response, EventId event_id, std::int64_t now_ms) {
  const auto community = respondent.community;
  if (store::execute(change, kSubmit, arg("now", now_ms), arg("community_id", community),
                     arg("response_id", response.id)) == 0) {
    return Submission::done_before;
  }
  const bool anonymous = survey.texts.respondents == Respondents::anonymous;
  if (anonymous && respondent.member &&
      store::execute(change, kTakePart, arg("community_id", community), arg("survey_id", survey.id),
                     arg("member_id", *respondent.member)) == 0) {
    return Submission::member_took_part;  // the caller rolls back: the draft stays a draft
  }
  Tally tally;
  tally.add_submission(questionnaire, load_answers(change, community, response.id), response.started_at_ms, now_ms);
  add(change, community, survey.id, tally);
  spine::Event event;
  event.community = community;
  event.id = event_id;
  event.kind = "survey.answered";
  // An anonymous survey's event names neither the member nor the response: its time is that of the response.
  if (!anonymous) event.actor = respondent.member;
  event.subject = event.context = survey.id.value;
  event.details = http::to_json(http::Value().set("title", survey.texts.title).set("path", survey.path()));
  event.at_ms = now_ms;
  spine::append(change, std::move(event));
  return Submission::done;
}

}  // namespace rapport::surveys
