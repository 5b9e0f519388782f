#include "demand/surveys/question_form.hpp"

#include <algorithm>

#include "demand/surveys/answer_form.hpp"
#include "demand/surveys/questionnaire_edit.hpp"

namespace rapport::surveys {
namespace {

constexpr std::size_t kMostOptions = 50;
constexpr std::size_t kMostPoints = 11;
constexpr std::size_t kMostItems = 100;

constexpr std::pair<const char*, const char*> kScales[]{{"agree7", "survey_scale_agree7"},
                                                        {"agree5", "survey_scale_agree5"},
                                                        {"satisfied5", "survey_scale_satisfied5"},
                                                        {"often5", "survey_scale_often5"},
                                                        {"likely7", "survey_scale_likely7"}};

/// The labels of a catalogue entry "disagree | neither | agree" on lines of their own.
std::string on_lines(std::string_view labels) {
  std::string lines(labels);
  std::replace(lines.begin(), lines.end(), '|', '\n');
  return lines;
}

bool uses(const Questionnaire& questionnaire, std::string_view code, QuestionId self) {
  if (is_reserved_name(code)) return true;
  // In the database and in SPSS names differ by more than case.
  const auto same = [](std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
  };
  for (const auto* question : questionnaire.questions()) {
    if (question->id != self && same(question->code, code)) return true;
  }
  return std::any_of(questionnaire.constructs.begin(), questionnaire.constructs.end(),
                     [&](const auto& construct) { return same(construct.code, code); });
}

std::string read_construct(http::Form& form, const Questionnaire& questionnaire) {
  std::vector<std::string> codes{""};
  for (const auto& construct : questionnaire.constructs) codes.push_back(construct.code);
  return form.choice("construct", codes);
}

std::optional<double> read_bound(http::Form& form, const http::Request& request, std::string_view field,
                                 const http::Messages& messages) {
  const auto typed = request.field(field);
  if (typed.empty()) return std::nullopt;
  const auto number = number_from(typed);
  if (!number) form.fail(field, std::string(messages.text("survey_not_a_number")));
  return number;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> offered_scales(const http::Messages& messages) {
  std::vector<std::pair<std::string, std::string>> scales;
  for (const auto& [name, key] : kScales) scales.emplace_back(name, messages.text(key));
  return scales;
}

std::vector<Option> scale_points(const http::Messages& messages, std::string_view name) {
  for (const auto& [known, key] : kScales) {
    if (known == name) return options_from(on_lines(messages.text(std::string(key) + "_labels")));
  }
  return {};
}

std::vector<Option> read_scale(http::Form& form, const http::Request& request, const http::Messages& messages) {
  if (auto points = scale_points(messages, request.field("scale")); !points.empty()) return points;
  auto points = options_from(request.field("options"));
  for (std::size_t i = 0; i < points.size(); ++i) points[i].code = std::to_string(i + 1);
  if (points.size() < 2 || points.size() > kMostPoints) {
    form.fail("options", std::string(messages.text("survey_scale_size")));
  } else if (points.front().label.empty() || points.back().label.empty()) {
    form.fail("options", std::string(messages.text("survey_scale_ends")));
  }
  return points;
}

Question read_question(http::Form& form, const http::Request& request, QuestionKind kind, QuestionId self,
                       const Questionnaire& questionnaire, const http::Messages& messages) {
  Question question;
  question.kind = kind;
  question.code = form.text("code", 1, 32);
  if (!question.code.empty() && !is_variable_name(question.code)) {
    form.fail("code", std::string(messages.text("survey_code_unusable")));
  } else if (uses(questionnaire, question.code, self)) {
    form.fail("code", std::string(messages.text("survey_code_taken")));
  }
  question.text = form.text("text", 1, 500);
  question.stem = form.text("stem", 0, 300);
  question.hint = form.text("hint", 0, 300);
  question.required = form.checked("required");
  if (kind == QuestionKind::likert) {
    question.reversed = form.checked("reversed");
    question.options = read_scale(form, request, messages);
  }
  if (kind == QuestionKind::likert || kind == QuestionKind::number) {
    question.construct = read_construct(form, questionnaire);
  }
  if (kind == QuestionKind::single || kind == QuestionKind::multiple) {
    question.options = options_from(form.text("options", 1, 10000));
    Questionnaire alone{.sections = {{.questions = {question}}}};
    if (question.options.size() > kMostOptions) {
      form.fail("options", messages.format("survey_too_many_options", {{.name = "n", .number = kMostOptions}}));
    }
    for (const auto& fault : faults_of(alone)) {
      if (fault.fault == Fault::too_few_options)
        form.fail("options", std::string(messages.text("survey_too_few_options")));
      if (fault.fault == Fault::option_code_twice || fault.fault == Fault::option_label_missing) {
        form.fail("options", std::string(messages.text("survey_options_unusable")));
      }
    }
  }
  if (kind == QuestionKind::number) {
    question.minimum = read_bound(form, request, "minimum", messages);
    question.maximum = read_bound(form, request, "maximum", messages);
    question.unit = form.text("unit", 0, 20);
    if (question.minimum && question.maximum && *question.minimum > *question.maximum) {
      form.fail("maximum", std::string(messages.text("survey_bounds_crossed")));
    }
  }
  if (kind == QuestionKind::text) question.max_length = form.integer("max_length", 1, 10000);
  return question;
}

http::Pairs fields_of(const Question& question) {
  http::Pairs fields{{"code", question.code},
                     {"text", question.text},
                     {"stem", question.stem},
                     {"hint", question.hint},
                     {"construct", question.construct},
                     {"options", options_text(question.options)},
                     {"minimum", question.minimum ? readable_number(*question.minimum) : ""},
                     {"maximum", question.maximum ? readable_number(*question.maximum) : ""},
                     {"unit", question.unit},
                     {"max_length", std::to_string(question.max_length)}};
  if (question.required) fields.emplace_back("required", "1");
  if (question.reversed) fields.emplace_back("reversed", "1");
  return fields;
}

std::vector<Question> read_items(http::Form& form, const http::Request& request, const Questionnaire& questionnaire,
                                 const http::Messages& messages) {
  Question like;
  like.options = read_scale(form, request, messages);
  like.stem = form.text("stem", 0, 300);
  like.construct = read_construct(form, questionnaire);
  like.required = form.checked("required");
  auto prefix = form.text("prefix", 0, 20);
  if (prefix.empty()) prefix = like.construct.empty() ? "q" : like.construct;
  if (!is_variable_name(prefix)) form.fail("prefix", std::string(messages.text("survey_code_unusable")));
  const auto items = items_from(questionnaire, form.text("items", 1, 50000), prefix, like);
  if (items.size() > kMostItems) {
    form.fail("items", messages.format("survey_too_many_items", {{.name = "n", .number = kMostItems}}));
  }
  for (const auto& item : items) {
    const bool twice =
        std::count_if(items.begin(), items.end(), [&](const auto& other) { return other.code == item.code; }) > 1;
    if (!is_variable_name(item.code) || item.text.empty() || item.text.size() > 2000) {
      form.fail("items", messages.format("survey_item_unusable", {{.name = "code", .text = item.code}}));
    } else if (twice || uses(questionnaire, item.code, {})) {
      form.fail("items", messages.format("survey_item_code_taken", {{.name = "code", .text = item.code}}));
    }
  }
  return items;
}

}  // namespace rapport::surveys
