#include <map>

#include "demand/surveys/survey_store.hpp"
#include "store/query.hpp"

namespace rapport::surveys {
namespace {

using store::arg;

constexpr const char* kConstructs =
    "SELECT code, name, mode FROM survey_construct WHERE community_id = :community_id AND survey_id = :survey_id "
    "ORDER BY position";
constexpr const char* kSections =
    "SELECT section_id, title, introduction FROM survey_section "
    "WHERE community_id = :community_id AND survey_id = :survey_id ORDER BY position";
constexpr const char* kQuestions =
    "SELECT section_id, question_id, code, kind, stem, text, hint, construct_code, required, reversed, minimum, "
    "maximum, unit, max_length FROM survey_question "
    "WHERE community_id = :community_id AND survey_id = :survey_id ORDER BY position";
constexpr const char* kOptions =
    "SELECT o.question_id, o.code, o.label FROM survey_question q JOIN survey_option o "
    "ON o.community_id = q.community_id AND o.question_id = q.question_id "
    "WHERE q.community_id = :community_id AND q.survey_id = :survey_id ORDER BY o.question_id, o.number";

constexpr const char* kDeleteOptions =
    "DELETE FROM survey_option WHERE community_id = :community_id AND question_id IN (SELECT question_id FROM "
    "survey_question WHERE community_id = :community_id AND survey_id = :survey_id)";
constexpr const char* kDeleteQuestions =
    "DELETE FROM survey_question WHERE community_id = :community_id AND survey_id = :survey_id";
constexpr const char* kDeleteSections =
    "DELETE FROM survey_section WHERE community_id = :community_id AND survey_id = :survey_id";
constexpr const char* kDeleteConstructs =
    "DELETE FROM survey_construct WHERE community_id = :community_id AND survey_id = :survey_id";

constexpr const char* kInsertConstruct =
    "INSERT INTO survey_construct (community_id, survey_id, code, position, name, mode) "
    "VALUES (:community_id, :survey_id, :code, :position, :name, :mode)";
constexpr const char* kInsertSection =
    "INSERT INTO survey_section (community_id, section_id, survey_id, position, title, introduction) "
    "VALUES (:community_id, :section_id, :survey_id, :position, :title, :introduction)";
constexpr const char* kInsertQuestion =
    "INSERT INTO survey_question (community_id, question_id, survey_id, section_id, position, code, kind, stem, text, "
    "hint, construct_code, required, reversed, minimum, maximum, unit, max_length) VALUES (:community_id, "
    ":question_id, "
    ":survey_id, :section_id, :position, :code, :kind, :stem, :text, :hint, :construct_code, :required, :reversed, "
    ":minimum, :maximum, :unit, :max_length)";
constexpr const char* kInsertOption =
    "INSERT INTO survey_option (community_id, question_id, number, code, label) "
    "VALUES (:community_id, :question_id, :number, :code, :label)";

std::optional<std::string> if_any(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

void insert_question(store::Transaction& change, CommunityId community, SurveyId survey, SectionId section,
                     const Question& question, int position) {
  store::execute(change, kInsertQuestion, arg("community_id", community), arg("question_id", question.id),
                 arg("survey_id", survey), arg("section_id", section), arg("position", position),
                 arg("code", question.code), arg("kind", to_string(question.kind)), arg("stem", question.stem),
                 arg("text", question.text), arg("hint", question.hint),
                 arg("construct_code", if_any(question.construct)), arg("required", question.required ? 1 : 0),
                 arg("reversed", question.reversed ? 1 : 0), arg("minimum", question.minimum),
                 arg("maximum", question.maximum), arg("unit", question.unit), arg("max_length", question.max_length));
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    store::execute(change, kInsertOption, arg("community_id", community), arg("question_id", question.id),
                   arg("number", i + 1), arg("code", question.options[i].code),
                   arg("label", question.options[i].label));
  }
}

}  // namespace

Questionnaire load_questionnaire(store::Session& session, CommunityId community, SurveyId id) {
  const auto c = arg("community_id", community);
  const auto s = arg("survey_id", id);
  Questionnaire loaded;
  store::each(
      session, kConstructs,
      [&](std::string code, std::string name, std::string mode) {
        loaded.constructs.push_back({std::move(code), std::move(name), measurement_mode_from(mode).value()});
      },
      c, s);
  std::map<SectionId, std::size_t> section_at;
  store::each(
      session, kSections,
      [&](SectionId section, std::string title, std::string introduction) {
        section_at[section] = loaded.sections.size();
        loaded.sections.push_back({section, std::move(title), std::move(introduction), {}});
      },
      c, s);
  std::map<QuestionId, std::vector<Option>> options;
  store::each(
      session, kOptions,
      [&](QuestionId question, std::string code, std::string label) {
        options[question].push_back({std::move(code), std::move(label)});
      },
      c, s);
  store::each(
      session, kQuestions,
      [&](SectionId section, QuestionId question, std::string code, std::string kind, std::string stem,
          std::string text, std::string hint, std::optional<std::string> construct, int required, int reversed,
          std::optional<double> minimum, std::optional<double> maximum, std::string unit, std::int64_t max_length) {
        loaded.sections.at(section_at.at(section))
            .questions.push_back({.id = question,
                                  .kind = question_kind_from(kind).value(),
                                  .code = std::move(code),
                                  .stem = std::move(stem),
                                  .text = std::move(text),
                                  .hint = std::move(hint),
                                  .construct = std::move(construct).value_or(""),
                                  .required = required == 1,
                                  .reversed = reversed == 1,
                                  .options = std::move(options[question]),
                                  .minimum = minimum,
                                  .maximum = maximum,
                                  .unit = std::move(unit),
                                  .max_length = max_length});
      },
      c, s);
  return loaded;
}

void save_questionnaire(store::Transaction& change, CommunityId community, SurveyId id,
                        const Questionnaire& questionnaire) {
  for (const char* sql : {kDeleteOptions, kDeleteQuestions, kDeleteSections, kDeleteConstructs}) {
    store::execute(change, sql, arg("community_id", community), arg("survey_id", id));
  }
  int position = 0;
  for (const auto& construct : questionnaire.constructs) {
    store::execute(change, kInsertConstruct, arg("community_id", community), arg("survey_id", id),
                   arg("code", construct.code), arg("position", ++position), arg("name", construct.name),
                   arg("mode", to_string(construct.mode)));
  }
  position = 0;
  int question_position = 0;
  for (const auto& section : questionnaire.sections) {
    store::execute(change, kInsertSection, arg("community_id", community), arg("section_id", section.id),
                   arg("survey_id", id), arg("position", ++position), arg("title", section.title),
                   arg("introduction", section.introduction));
    for (const auto& question : section.questions) {
      insert_question(change, community, id, section.id, question, ++question_position);
    }
  }
}

}  // namespace rapport::surveys
