#include "demand/surveys/questionnaire.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <utility>

namespace rapport::surveys {
namespace {

constexpr std::array<std::pair<QuestionKind, std::string_view>, 5> kKinds{{{QuestionKind::likert, "likert"},
                                                                           {QuestionKind::single, "single"},
                                                                           {QuestionKind::multiple, "multiple"},
                                                                           {QuestionKind::number, "number"},
                                                                           {QuestionKind::text, "text"}}};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_word(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
}

bool is_option_code(std::string_view code) {
  return !code.empty() && code.size() <= 32 && std::all_of(code.begin(), code.end(), is_word);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

void check_options(const Question& question, std::vector<QuestionnaireFault>& faults) {
  const bool has_options = question.kind == QuestionKind::likert || question.kind == QuestionKind::single ||
                           question.kind == QuestionKind::multiple;
  if (!has_options) return;
  const std::size_t least = question.kind == QuestionKind::multiple ? 1 : 2;
  if (question.options.size() < least) faults.push_back({Fault::too_few_options, question.code});
  std::set<std::string> codes;
  for (const auto& option : question.options) {
    if (!is_option_code(option.code)) faults.push_back({Fault::option_code_unusable, question.code});
    if (!codes.insert(lower(option.code)).second) faults.push_back({Fault::option_code_twice, question.code});
    const bool is_end = &option == &question.options.front() || &option == &question.options.back();
    if (option.label.empty() && (question.kind != QuestionKind::likert || is_end)) {
      faults.push_back({Fault::option_label_missing, question.code});
    }
  }
}

}  // namespace

std::string_view to_string(QuestionKind kind) {
  return std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& known) { return known.first == kind; })->second;
}

std::optional<QuestionKind> question_kind_from(std::string_view word) {
  for (const auto& [kind, name] : kKinds) {
    if (name == word) return kind;
  }
  return std::nullopt;
}

std::string_view to_string(MeasurementMode mode) {
  return mode == MeasurementMode::reflective ? "reflective" : "formative";
}

std::optional<MeasurementMode> measurement_mode_from(std::string_view word) {
  if (word == "reflective") return MeasurementMode::reflective;
  if (word == "formative") return MeasurementMode::formative;
  return std::nullopt;
}

std::vector<const Question*> Questionnaire::questions() const& {
  std::vector<const Question*> all;
  for (const auto& section : sections) {
    for (const auto& question : section.questions) all.push_back(&question);
  }
  return all;
}

const Question* Questionnaire::find(QuestionId id) const& {
  for (const auto* question : questions()) {
    if (question->id == id) return question;
  }
  return nullptr;
}

const Construct* Questionnaire::find_construct(std::string_view code) const& {
  for (const auto& construct : constructs) {
    if (construct.code == code) return &construct;
  }
  return nullptr;
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && name.size() <= 32 && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(), is_word);
}

std::string tick_name(const Question& question, const Option& option) {
  return question.code + "_" + option.code;
}

bool is_reserved_name(std::string_view name) {
  static const std::set<std::string> reserved{"respondent", "sent_on", "seconds", "pseudonym", "simulated"};
  return reserved.contains(lower(std::string(name)));
}

std::vector<QuestionnaireFault> faults_of(const Questionnaire& questionnaire) {
  std::vector<QuestionnaireFault> faults;
  const auto questions = questionnaire.questions();
  if (questions.empty()) faults.push_back({Fault::no_question, ""});
  for (const auto& section : questionnaire.sections) {
    if (section.questions.empty()) faults.push_back({Fault::section_without_question, section.title});
  }
  std::set<std::string> names;
  for (const auto* question : questions) {
    if (!is_variable_name(question->code)) faults.push_back({Fault::code_unusable, question->code});
    if (!names.insert(lower(question->code)).second) faults.push_back({Fault::code_twice, question->code});
    if (is_reserved_name(question->code)) faults.push_back({Fault::code_reserved, question->code});
    if (question->text.empty()) faults.push_back({Fault::text_missing, question->code});
    check_options(*question, faults);
    if (question->minimum && question->maximum && *question->minimum > *question->maximum) {
      faults.push_back({Fault::bounds_crossed, question->code});
    }
    if (question->construct.empty()) continue;
    if (!questionnaire.find_construct(question->construct))
      faults.push_back({Fault::construct_unknown, question->code});
    if (question->kind != QuestionKind::likert && question->kind != QuestionKind::number) {
      faults.push_back({Fault::construct_not_numeric, question->code});
    }
  }
  for (const auto* question : questions) {
    if (question->kind != QuestionKind::multiple) continue;
    std::set<std::string> own;  // two equal options are told of above
    for (const auto& option : question->options) {
      const auto name = lower(tick_name(*question, option));
      if (own.insert(name).second && !names.insert(name).second) {
        faults.push_back({Fault::code_twice, tick_name(*question, option)});
      }
    }
  }
  for (const auto& construct : questionnaire.constructs) {
    if (!is_variable_name(construct.code)) faults.push_back({Fault::code_unusable, construct.code});
    // In a model one name cannot be both an item and a latent variable.
    if (!names.insert(lower(construct.code)).second)
      faults.push_back({Fault::construct_named_as_question, construct.code});
    const bool has_item = std::any_of(questions.begin(), questions.end(),
                                      [&](const auto* question) { return question->construct == construct.code; });
    if (!has_item) faults.push_back({Fault::construct_without_items, construct.code});
  }
  return faults;
}

}  // namespace rapport::surveys
