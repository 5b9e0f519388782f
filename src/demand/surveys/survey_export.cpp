#include "demand/surveys/survey_export.hpp"

#include "base/answers_table.hpp"
#include "base/clock.hpp"
#include "demand/surveys/answer_form.hpp"
#include "demand/surveys/submitted_store.hpp"
#include "demand/surveys/survey_store.hpp"
#include "members/consent/research_consent.hpp"

namespace rapport::surveys {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

/// The columns before the questions: name and label.
std::vector<std::pair<std::string, std::string>> columns_about(const Survey& survey) {
  std::vector<std::pair<std::string, std::string>> columns{
      {"respondent", "Number of the respondent, in the order in which the answers came in"},
      {"sent_on", "Day on which the answers were sent, UTC"},
      {"seconds", "Seconds from starting to sending"}};
  if (survey.texts.respondents == Respondents::members) {
    columns.emplace_back("pseudonym", "The same for one member within this survey; empty without consent to research");
  }
  if (survey.simulated) columns.emplace_back("simulated", "1: the answers were drawn from a model, nobody gave them");
  return columns;
}

std::string join(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    line += cells[i];
  }
  return line.append(kLineEnd);
}

/// Empty for who does not consent to research now.
std::string pseudonym_of(store::Session& session, CommunityId community, const Survey& survey,
                         const members::Secret& secret, std::optional<MemberId> member) {
  if (!member || !members::consents_to_research(session, community, *member)) return {};
  return members::pseudonym(secret, community, *member, "survey " + to_base32(survey.id));
}

}  // namespace

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

std::string csv_text_cell(std::string_view text) {
  const bool is_formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  return csv_cell(is_formula ? "'" + std::string(text) : std::string(text));
}

std::string answers_csv(store::Session& session, CommunityId community, const Survey& survey,
                        const Questionnaire& questionnaire, const members::Secret& secret) {
  const auto columns = columns_of(questionnaire);
  const bool for_members = survey.texts.respondents == Respondents::members;
  std::vector<std::string> cells;
  for (const auto& [name, label] : columns_about(survey)) cells.push_back(name);
  for (const auto& column : columns) cells.push_back(column.name);
  std::string csv = join(cells);
  std::int64_t number = 0;
  each_submitted(session, community, survey.id, [&](const Response& response, const Answers& answers) {
    const auto sent_at = response.submitted_at_ms.value();
    cells = {std::to_string(++number), iso_time(sent_at).substr(0, 10),
             std::to_string((sent_at - response.started_at_ms) / 1000)};
    if (for_members) cells.push_back(pseudonym_of(session, community, survey, secret, response.member));
    if (survey.simulated) cells.emplace_back("1");
    for (const auto& column : columns) {
      const auto text = text_of(column, answers);
      cells.push_back(column.question->kind == QuestionKind::text ? csv_text_cell(text) : csv_cell(text));
    }
    csv += join(cells);
  });
  return csv;
}

http::Value codebook(const Survey& survey, const Questionnaire& questionnaire) {
  http::List columns, constructs;
  for (const auto& [name, label] : columns_about(survey)) {
    columns.push_back(http::Value().set("name", name).set("label", label).set("kind", "about"));
  }
  for (const auto& column : columns_of(questionnaire)) {
    const auto& question = *column.question;
    http::List values;
    if (column.option == 0) {
      for (const auto& option : question.options) {
        values.push_back(http::Value().set("code", option.code).set("label", option.label));
      }
    } else {
      values.push_back(http::Value().set("code", "1").set("label", "ticked"));
      values.push_back(http::Value().set("code", "0").set("label", "not ticked"));
    }
    columns.push_back(http::Value()
                          .set("name", column.name)
                          .set("label", column.label)
                          .set("kind", to_string(question.kind))
                          .set("construct", question.construct)
                          .set("reversed", question.reversed)
                          .set("required", question.required)
                          .set("values", std::move(values))
                          .set("minimum", question.minimum)
                          .set("maximum", question.maximum)
                          .set("unit", question.unit));
  }
  std::vector<AnswerConstruct> model;
  for (const auto& construct : questionnaire.constructs) {
    http::List items;
    model.push_back({.code = construct.code, .mode = construct.mode});
    for (const auto* question : questionnaire.questions()) {
      if (question->construct != construct.code) continue;
      items.emplace_back(question->code);
      model.back().items.push_back(question->code);
    }
    constructs.push_back(http::Value()
                             .set("code", construct.code)
                             .set("name", construct.name)
                             .set("mode", to_string(construct.mode))
                             .set("items", std::move(items)));
  }
  return http::Value()
      .set("title", survey.texts.title)
      .set("simulated", survey.simulated)
      .set("columns", std::move(columns))
      .set("constructs", std::move(constructs))
      .set("model", measurement_model(model));
}

std::string codebook_csv(const Survey& survey, const Questionnaire& questionnaire) {
  std::string csv = join(
      {"name", "label", "kind", "construct", "mode", "reversed", "required", "values", "minimum", "maximum", "unit"});
  for (const auto& [name, label] : columns_about(survey)) {
    csv += join({name, csv_cell(label), "about", "", "", "", "", "", "", "", ""});
  }
  const auto bound = [](const std::optional<double>& number) { return number ? readable_number(*number) : ""; };
  for (const auto& column : columns_of(questionnaire)) {
    const auto& question = *column.question;
    std::string values;
    if (column.option > 0) values = "1 = ticked; 0 = not ticked";
    for (const auto& option : question.options) {
      if (column.option == 0) values += (values.empty() ? "" : "; ") + option.code + " = " + option.label;
    }
    const auto* construct = questionnaire.find_construct(question.construct);
    csv += join({column.name, csv_text_cell(column.label), std::string(to_string(question.kind)), question.construct,
                 construct ? std::string(to_string(construct->mode)) : "", question.reversed ? "1" : "0",
                 question.required ? "1" : "0", csv_text_cell(values), bound(question.minimum), bound(question.maximum),
                 csv_text_cell(question.unit)});
  }
  return csv;
}

}  // namespace rapport::surveys
