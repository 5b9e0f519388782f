#include <cmath>

#include "base/errors.hpp"
#include "demand/surveys/response_store.hpp"
#include "demand/surveys/survey_import.hpp"
#include "demand/surveys/survey_store.hpp"
#include "demand/surveys/tally_store.hpp"
#include "store/query.hpp"

namespace rapport::surveys {
namespace {

using store::arg;

constexpr const char* kInsertResponse =
    "INSERT INTO survey_response (community_id, response_id, survey_id, token_hash, member_id, started_at, "
    "submitted_at) VALUES (:community_id, :response_id, :survey_id, '', :member_id, :started_at, :submitted_at)";

void check(const Question& question, const Answer& answer) {
  const auto is_option = [&](double number) {
    return number >= 1 && number <= static_cast<double>(question.options.size()) && number == std::floor(number);
  };
  bool fits = answer.is_empty();
  switch (question.kind) {
    case QuestionKind::likert:
    case QuestionKind::single:
      fits = fits || (answer.number && is_option(*answer.number));
      break;
    case QuestionKind::number:
      fits = fits || (answer.number && std::isfinite(*answer.number));
      break;
    case QuestionKind::text:
      fits = fits || !answer.text.empty();
      break;
    case QuestionKind::multiple:
      fits = fits || !answer.ticked.empty();
      for (const int number : answer.ticked) fits = fits && is_option(number);
      break;
  }
  if (!fits) throw BadInput("An answer to the question " + question.code + " is not one that it can have.");
}

}  // namespace

WholeSurvey import_survey(store::Transaction& change, CommunityId community, IdSource& ids,
                          const ImportedSurvey& imported) {
  WholeSurvey whole{{}, imported.questionnaire};
  for (auto& section : whole.questionnaire.sections) {
    section.id = ids.next<SectionId>();
    for (auto& question : section.questions) question.id = ids.next<QuestionId>();
  }
  const auto id = ids.next<SurveyId>();
  whole.survey = insert(change, community, id,
                        {.texts = imported.texts, .simulated = imported.simulated, .created_by = imported.created_by},
                        imported.created_at_ms);
  save_questionnaire(change, community, id, whole.questionnaire);
  if (imported.opened_at_ms) {
    const auto faults = faults_of(whole.questionnaire);
    if (!faults.empty()) {
      throw BadInput("The survey \"" + imported.texts.title + "\" cannot be opened: look at \"" + faults.front().where +
                     "\".");
    }
    open(change, community, whole.survey, whole.questionnaire, imported.created_by, *imported.opened_at_ms);
    if (imported.closes_at_ms) set_closing_time(change, community, id, imported.closes_at_ms);
    if (imported.closed_at_ms) close(change, community, whole.survey, imported.created_by, *imported.closed_at_ms);
  }
  if (!imported.outcome.empty()) set_outcome(change, community, id, imported.outcome);
  whole.survey = find(change, community, id).value();
  return whole;
}

void import_responses(store::Transaction& change, CommunityId community, IdSource& ids, const WholeSurvey& survey,
                      const std::vector<ImportedResponse>& responses) {
  std::map<std::string, const Question*> by_code;
  for (const auto* question : survey.questionnaire.questions()) by_code[question->code] = question;
  Tally tally;
  for (const auto& response : responses) {
    const auto id = ids.next<ResponseId>();
    store::execute(change, kInsertResponse, arg("community_id", community), arg("response_id", id),
                   arg("survey_id", survey.survey.id), arg("member_id", response.member),
                   arg("started_at", response.started_at_ms), arg("submitted_at", response.submitted_at_ms));
    Answers answers;
    for (const auto& [code, answer] : response.answers) {
      const auto question = by_code.find(code);
      if (question == by_code.end()) throw BadInput("The survey has no question " + code + ".");
      check(*question->second, answer);
      answers[question->second->id] = answer;
      insert_answer(change, community, id, question->second->id, answer);
    }
    tally.add_start(response.started_at_ms);
    tally.add_submission(survey.questionnaire, answers, response.started_at_ms, response.submitted_at_ms);
  }
  add(change, community, survey.survey.id, tally);
}

}  // namespace rapport::surveys
