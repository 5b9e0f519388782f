#include "demand/surveys/builder_model.hpp"

namespace rapport::surveys {

using http::Value;

namespace {

constexpr std::string_view fault_key(Fault fault) {
  switch (fault) {
    case Fault::no_question:
      return "survey_fault_no_question";
    case Fault::section_without_question:
      return "survey_fault_section_without_question";
    case Fault::code_unusable:
      return "survey_fault_code_unusable";
    case Fault::code_reserved:
      return "survey_fault_code_reserved";
    case Fault::code_twice:
      return "survey_fault_code_twice";
    case Fault::text_missing:
      return "survey_fault_text_missing";
    case Fault::too_few_options:
      return "survey_fault_too_few_options";
    case Fault::option_label_missing:
      return "survey_fault_option_label_missing";
    case Fault::option_code_unusable:
      return "survey_fault_option_code_unusable";
    case Fault::option_code_twice:
      return "survey_fault_option_code_twice";
    case Fault::construct_unknown:
      return "survey_fault_construct_unknown";
    case Fault::construct_not_numeric:
      return "survey_fault_construct_not_numeric";
    case Fault::construct_without_items:
      return "survey_fault_construct_without_items";
    case Fault::construct_named_as_question:
      return "survey_fault_construct_named_as_question";
    case Fault::bounds_crossed:
      return "survey_fault_bounds_crossed";
  }
  return {};
}

}  // namespace

std::vector<std::pair<std::string, std::string>> construct_entries(const Questionnaire& questionnaire,
                                                                   const http::Messages& messages) {
  std::vector<std::pair<std::string, std::string>> entries{{"", std::string(messages.text("survey_no_construct"))}};
  for (const auto& construct : questionnaire.constructs) {
    entries.emplace_back(construct.code, construct.code + ": " + construct.name);
  }
  return entries;
}

std::string kind_word(QuestionKind kind, const http::Messages& messages) {
  return std::string(messages.text("survey_kind_" + std::string(to_string(kind))));
}

Value questionnaire_model(const Questionnaire& questionnaire, const http::Messages& messages) {
  http::List sections, constructs;
  for (const auto& section : questionnaire.sections) {
    http::List questions;
    for (const auto& question : section.questions) {
      questions.push_back(
          Value()
              .set("question_id", to_base32(question.id))
              .set("code", question.code)
              .set("kind", kind_word(question.kind, messages))
              .set("stem", question.stem)
              .set("text", question.text)
              .set("construct", question.construct)
              .set("required", question.required)
              .set("reversed", question.reversed)
              .set("points", question.kind == QuestionKind::likert ? Value(question.options.size()) : Value()));
    }
    sections.push_back(Value()
                           .set("section_id", to_base32(section.id))
                           .set("title", section.title)
                           .set("introduction", section.introduction)
                           .set("questions", std::move(questions)));
  }
  for (const auto& construct : questionnaire.constructs) {
    std::string items;
    for (const auto* question : questionnaire.questions()) {
      if (question->construct == construct.code) items += (items.empty() ? "" : ", ") + question->code;
    }
    constructs.push_back(Value()
                             .set("code", construct.code)
                             .set("name", construct.name)
                             .set("mode", messages.text("survey_mode_" + std::string(to_string(construct.mode))))
                             .set("items", items));
  }
  return Value().set("sections", std::move(sections)).set("constructs", std::move(constructs));
}

http::List fault_models(const std::vector<QuestionnaireFault>& faults, const http::Messages& messages) {
  http::List sentences;
  for (const auto& [fault, where] : faults) {
    sentences.push_back(messages.format(fault_key(fault), {{.name = "where", .text = where}}));
  }
  return sentences;
}

}  // namespace rapport::surveys
