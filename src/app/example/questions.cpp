#include "app/example/questions.hpp"

namespace rapport::app::example {
namespace {

constexpr std::size_t kConstructsPerSection = 2;

std::vector<surveys::Option> points(const Json& scale) {
  std::vector<surveys::Option> options;
  for (const auto& label : scale.at("labels")) options.push_back({std::to_string(options.size() + 1), label});
  return options;
}

std::vector<surveys::Option> points(const stats::Study& study, const stats::StudyItem& item) {
  std::vector<surveys::Option> options;
  for (int point = item.minimum; point <= item.maximum; ++point) options.push_back({std::to_string(point), ""});
  options.front().label = study.lowest;
  options.back().label = study.highest;
  return options;
}

}  // namespace

surveys::Question question_from(const Json& written, const Json& scales) {
  surveys::Question question;
  question.kind = surveys::question_kind_from(written.at("type").get<std::string>()).value();
  question.code = written.at("code");
  question.text = written.at("text");
  question.hint = written.value("hint", "");
  question.unit = written.value("unit", "");
  question.max_length = written.value("max_length", question.max_length);
  if (written.contains("min")) question.minimum = written.at("min");
  if (written.contains("max")) question.maximum = written.at("max");
  if (written.contains("scale")) question.options = points(scales.at(written.at("scale").get<std::string>()));
  if (written.contains("options")) {
    for (const auto& option : written.at("options"))
      question.options.push_back({option.at("value"), option.at("label")});
  }
  return question;
}

surveys::Section section_from(const Json& written, const Json& scales) {
  surveys::Section section;
  section.title = written.at("title");
  for (const auto& item : written.at("items")) {
    if (item.at("type") != "likert") {
      section.questions.push_back(question_from(item, scales));
      continue;
    }
    for (const auto& one : item.at("items")) {
      surveys::Question question;
      question.kind = surveys::QuestionKind::likert;
      question.code = one.at("code");
      question.stem = item.at("text");
      question.text = one.at("text");
      question.options = points(scales.at(item.at("scale").get<std::string>()));
      section.questions.push_back(std::move(question));
    }
  }
  return section;
}

surveys::Questionnaire questionnaire_of(const stats::Study& study) {
  surveys::Questionnaire questionnaire;
  for (const auto& construct : study.constructs) {
    if (questionnaire.constructs.size() % kConstructsPerSection == 0) {
      questionnaire.sections.push_back({});
      questionnaire.sections.back().title = "Part " + std::to_string(questionnaire.sections.size());
    }
    questionnaire.constructs.push_back({construct.name, construct.label, MeasurementMode::reflective});
    for (const auto& item : construct.items) {
      surveys::Question question;
      question.kind = surveys::QuestionKind::likert;
      question.code = item.name;
      question.text = item.question;
      question.construct = construct.name;
      question.required = true;
      question.options = points(study, item);
      questionnaire.sections.back().questions.push_back(std::move(question));
    }
  }
  return questionnaire;
}

}  // namespace rapport::app::example
