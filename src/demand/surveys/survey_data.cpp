#include "demand/surveys/survey_data.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "demand/surveys/submitted_store.hpp"
#include "demand/surveys/survey_columns.hpp"
#include "demand/surveys/survey_store.hpp"
#include "members/permission.hpp"

namespace rapport::surveys {
namespace {

constexpr int kListed = 200;

AnswersSummary summary(const Survey& survey, std::int64_t now_ms) {
  return {.id = survey.id.value,
          .title = survey.texts.title,
          .respondents = survey.submitted,
          .simulated = survey.simulated,
          .collecting = takes_answers(survey, now_ms)};
}

AnswerKind kind_of(const SurveyColumn& column) {
  switch (column.question->kind) {
    case QuestionKind::likert:
      return AnswerKind::likert;
    case QuestionKind::single:
      return AnswerKind::option;
    case QuestionKind::multiple:
      return AnswerKind::ticked;
    default:
      return AnswerKind::number;
  }
}

AnswerVariable variable_of(const SurveyColumn& column) {
  const auto& question = *column.question;
  AnswerVariable variable{.name = column.name,
                          .label = column.label,
                          .kind = kind_of(column),
                          .construct = question.construct,
                          .reversed = question.reversed};
  if (column.option > 0) return variable;
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    const std::size_t value = question.reversed ? question.options.size() - i : i + 1;
    variable.value_labels.push_back({static_cast<double>(value), question.options[i].label});
  }
  if (question.reversed) std::reverse(variable.value_labels.begin(), variable.value_labels.end());
  return variable;
}

double value_of(const SurveyColumn& column, const Answers& answers) {
  const auto number = number_of(column, answers);
  if (!number) return std::numeric_limits<double>::quiet_NaN();
  if (!column.question->reversed) return *number;
  return static_cast<double>(column.question->options.size()) + 1 - *number;
}

std::vector<AnswerConstruct> constructs_of(const Questionnaire& questionnaire) {
  std::vector<AnswerConstruct> constructs;
  for (const auto& construct : questionnaire.constructs) {
    AnswerConstruct with_items{.code = construct.code, .name = construct.name, .mode = construct.mode};
    for (const auto* question : questionnaire.questions()) {
      if (question->construct == construct.code) with_items.items.push_back(question->code);
    }
    if (!with_items.items.empty()) constructs.push_back(std::move(with_items));
  }
  return constructs;
}

/// A survey whose answers the reader may use, if there are any.
std::optional<Survey> find_answered(store::Session& session, const Reader& reader, std::int64_t id) {
  if (!members::may(reader, members::Permission::use_lab)) return std::nullopt;
  auto survey = find(session, reader.community, SurveyId{id});
  if (!survey || survey->state == SurveyState::draft || survey->submitted == 0) return std::nullopt;
  return survey;
}

}  // namespace

AnswersTable answers_table(store::Session& session, CommunityId community, const Survey& survey, std::int64_t now_ms) {
  const auto questionnaire = load_questionnaire(session, community, survey.id);
  auto columns = columns_of(questionnaire);
  std::erase_if(columns, [](const auto& column) { return column.question->kind == QuestionKind::text; });
  AnswersTable table{.about = summary(survey, now_ms), .constructs = constructs_of(questionnaire)};
  for (const auto& column : columns) {
    table.variables.push_back(variable_of(column));
    table.variables.back().values.reserve(static_cast<std::size_t>(survey.submitted));
  }
  std::int64_t respondents = 0;
  each_submitted(session, community, survey.id, [&](const Response&, const Answers& answers) {
    ++respondents;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      table.variables[i].values.push_back(value_of(columns[i], answers));
    }
  });
  table.about.respondents = respondents;  // more may have come in since the survey was read
  return table;
}

AnswersSource answers_source(store::Database& database, const Clock& clock) {
  AnswersSource source;
  source.list = [&database, &clock](const Reader& reader) {
    std::vector<AnswersSummary> found;
    if (!members::may(reader, members::Permission::use_lab)) return found;
    auto session = database.session();
    for (const auto state : {SurveyState::open, SurveyState::closed}) {
      for (const auto& survey : list(session, reader.community, state, kListed)) {
        if (survey.submitted > 0) found.push_back(summary(survey, clock.now_ms()));
      }
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.id > b.id; });
    return found;
  };
  source.read = [&database, &clock](const Reader& reader, std::int64_t id) -> std::optional<AnswersTable> {
    auto session = database.session();
    const auto survey = find_answered(session, reader, id);
    if (!survey) return std::nullopt;
    return answers_table(session, reader.community, *survey, clock.now_ms());
  };
  source.has = [&database](const Reader& reader, std::int64_t id) {
    return find_answered(database.session(), reader, id).has_value();
  };
  return source;
}

}  // namespace rapport::surveys
