#include "demand/surveys/survey_columns.hpp"

#include <algorithm>

#include "demand/surveys/answer_form.hpp"

namespace rapport::surveys {
namespace {

std::string label_of(const Question& question) {
  return question.stem.empty() ? question.text : question.stem + " " + question.text;
}

const Answer* answer_to(const Question& question, const Answers& answers) {
  const auto found = answers.find(question.id);
  return found == answers.end() || found->second.is_empty() ? nullptr : &found->second;
}

}  // namespace

std::vector<SurveyColumn> columns_of(const Questionnaire& questionnaire) {
  std::vector<SurveyColumn> columns;
  for (const auto* question : questionnaire.questions()) {
    if (question->kind != QuestionKind::multiple) {
      columns.push_back({.name = question->code, .label = label_of(*question), .question = question});
      continue;
    }
    for (std::size_t i = 0; i < question->options.size(); ++i) {
      const auto& option = question->options[i];
      columns.push_back({.name = tick_name(*question, option),
                         .label = label_of(*question) + " " + option.label,
                         .question = question,
                         .option = static_cast<int>(i + 1)});
    }
  }
  return columns;
}

std::optional<double> number_of(const SurveyColumn& column, const Answers& answers) {
  const auto* answer = answer_to(*column.question, answers);
  if (!answer) return std::nullopt;
  if (column.option == 0) return answer->number;
  const bool ticked = std::find(answer->ticked.begin(), answer->ticked.end(), column.option) != answer->ticked.end();
  return ticked ? 1 : 0;
}

std::string text_of(const SurveyColumn& column, const Answers& answers) {
  const auto* answer = answer_to(*column.question, answers);
  if (!answer) return {};
  if (column.question->kind == QuestionKind::text) return answer->text;
  const auto number = number_of(column, answers);
  if (!number) return {};
  const bool is_choice = column.question->kind == QuestionKind::single || column.question->kind == QuestionKind::likert;
  if (!is_choice) return readable_number(*number);
  return column.question->options.at(static_cast<std::size_t>(*number) - 1).code;
}

}  // namespace rapport::surveys
