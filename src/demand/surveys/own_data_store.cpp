#include "demand/surveys/own_data_store.hpp"

#include <vector>

#include "demand/surveys/response_store.hpp"
#include "demand/surveys/survey_store.hpp"
#include "store/query.hpp"

namespace rapport::surveys {
namespace {

using store::arg;

constexpr const char* kResponses =
    "SELECT r.response_id, r.survey_id, s.title, r.started_at, r.submitted_at FROM survey_response r "
    "JOIN survey s ON s.community_id = r.community_id AND s.survey_id = r.survey_id "
    "WHERE r.community_id = :community_id AND r.member_id = :member_id ORDER BY r.started_at, r.response_id";
constexpr const char* kTookPart =
    "SELECT s.title FROM survey_participant p "
    "JOIN survey s ON s.community_id = p.community_id AND s.survey_id = p.survey_id "
    "WHERE p.community_id = :community_id AND p.member_id = :member_id ORDER BY p.survey_id";

/// What the respondent saw of an option: its label, or the number of an unnamed point.
http::Value words_of(const Question& question, std::size_t number) {
  if (number < 1 || number > question.options.size()) return {};
  const Option& option = question.options[number - 1];
  return option.label.empty() ? http::Value(option.code) : http::Value(option.label);
}

http::Value words_of(const Question& question, const Answer& answer) {
  switch (question.kind) {
    case QuestionKind::likert:
    case QuestionKind::number:
      return answer.number;
    case QuestionKind::single:
      return answer.number ? words_of(question, static_cast<std::size_t>(*answer.number)) : http::Value();
    case QuestionKind::text:
      return answer.text;
    case QuestionKind::multiple:
      break;
  }
  http::List ticked;
  for (const int number : answer.ticked) ticked.push_back(words_of(question, static_cast<std::size_t>(number)));
  return ticked;
}

http::List answers_model(const Questionnaire& questionnaire, const Answers& answers) {
  http::List model;
  for (const Question* question : questionnaire.questions()) {
    const auto answer = answers.find(question->id);
    if (answer == answers.end()) continue;
    const std::string asked = question->stem.empty() ? question->text : question->stem + " " + question->text;
    model.push_back(http::Value().set("question", asked).set("answer", words_of(*question, answer->second)));
  }
  return model;
}

struct Row {
  ResponseId response;
  SurveyId survey;
  std::string title;
  std::int64_t started_at = 0;
  std::optional<std::int64_t> sent_at;
};

}  // namespace

http::Value responses_of(store::Session& session, CommunityId community, MemberId member) {
  std::vector<Row> rows;
  store::each(
      session, kResponses,
      [&](ResponseId response, SurveyId survey, std::string title, std::int64_t started_at,
          std::optional<std::int64_t> sent_at) {
        rows.push_back({response, survey, std::move(title), started_at, sent_at});
      },
      arg("community_id", community), arg("member_id", member));
  http::List responses;
  for (Row& row : rows) {
    const auto questionnaire = load_questionnaire(session, community, row.survey);
    responses.push_back(
        http::Value()
            .set("survey", std::move(row.title))
            .set("started_at", http::Time{row.started_at})
            .set("sent_at", http::time_or_null(row.sent_at))
            .set("answers", answers_model(questionnaire, load_answers(session, community, row.response))));
  }
  return responses;
}

http::Value anonymous_surveys_of(store::Session& session, CommunityId community, MemberId member) {
  http::List titles;
  store::each(
      session, kTookPart, [&](std::string title) { titles.push_back(std::move(title)); },
      arg("community_id", community), arg("member_id", member));
  return titles;
}

}  // namespace rapport::surveys
