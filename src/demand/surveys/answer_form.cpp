#include "demand/surveys/answer_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.hpp"

namespace rapport::surveys {
namespace {

std::string field_of(const Question& question) {
  return "q_" + question.code;
}

/// The number of the option with this code, from 1.
std::optional<int> option_number(const Question& question, std::string_view code) {
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    if (question.options[i].code == code) return static_cast<int>(i + 1);
  }
  return std::nullopt;
}

/// One question's answer, or a message in error.
class Reading {
 public:
  Reading(const http::Request& request, const Question& question, const http::Messages& messages)
      : request_(request), question_(question), messages_(messages) {}

  Answer answer;
  std::string error;

  void read() {
    switch (question_.kind) {
      case QuestionKind::likert:
      case QuestionKind::single:
        return read_choice();
      case QuestionKind::multiple:
        return read_ticked();
      case QuestionKind::number:
        return read_number();
      case QuestionKind::text:
        return read_text();
    }
  }

 private:
  void read_choice() {
    const auto code = request_.field(field_of(question_));
    if (code.empty()) return;
    const auto number = option_number(question_, code);
    if (!number) return fail("form_not_an_option");
    answer.number = *number;
  }

  void read_ticked() {
    for (const auto& code : request_.fields(field_of(question_))) {
      const auto number = option_number(question_, code);
      if (!number) return fail("form_not_an_option");
      answer.ticked.push_back(*number);
    }
    std::sort(answer.ticked.begin(), answer.ticked.end());
    answer.ticked.erase(std::unique(answer.ticked.begin(), answer.ticked.end()), answer.ticked.end());
  }

  void read_number() {
    const auto typed = request_.field(field_of(question_));
    if (typed.empty()) return;
    const auto number = number_from(typed);
    if (!number) return fail("survey_not_a_number");
    const bool too_small = question_.minimum && *number < *question_.minimum;
    const bool too_large = question_.maximum && *number > *question_.maximum;
    if (too_small || too_large) return fail_bounds();
    answer.number = number;
  }

  void read_text() {
    auto typed = request_.field(field_of(question_));
    const auto length = static_cast<std::int64_t>(count_code_points(typed));
    if (length > question_.max_length) {
      error = messages_.format("form_too_long",
                               {{.name = "max", .number = question_.max_length}, {.name = "length", .number = length}});
      return;
    }
    answer.text = std::move(typed);
  }

  void fail_bounds() {
    const auto low = question_.minimum ? readable_number(*question_.minimum) : "";
    const auto high = question_.maximum ? readable_number(*question_.maximum) : "";
    const auto key = low.empty() ? "survey_at_most" : high.empty() ? "survey_at_least" : "survey_between";
    error = messages_.format(key, {{.name = "low", .text = low}, {.name = "high", .text = high}});
  }
  void fail(std::string_view key) { error = messages_.text(key); }

  const http::Request& request_;
  const Question& question_;
  const http::Messages& messages_;
};

http::List option_models(const Question& question, const Answer* answer) {
  http::List options;
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    const int number = static_cast<int>(i + 1);
    const bool chosen = answer && (answer->number == number || std::find(answer->ticked.begin(), answer->ticked.end(),
                                                                         number) != answer->ticked.end());
    options.push_back(http::Value()
                          .set("number", number)
                          .set("code", question.options[i].code)
                          .set("label", question.options[i].label)
                          .set("chosen", chosen));
  }
  return options;
}

http::Value question_model(const Question& question, const Answer* answer, const std::string* error,
                           const http::Request* typed, bool new_stem) {
  http::Value model;
  model.set("code", question.code);
  model.set("field", field_of(question));
  model.set("text", question.text);
  model.set("stem", question.stem);
  model.set("stem_heading", new_stem ? question.stem : "");
  model.set("hint", question.hint);
  model.set("required", question.required);
  model.set("is_likert", question.kind == QuestionKind::likert);
  model.set("is_single", question.kind == QuestionKind::single);
  model.set("is_multiple", question.kind == QuestionKind::multiple);
  model.set("is_number", question.kind == QuestionKind::number);
  model.set("is_text", question.kind == QuestionKind::text);
  model.set("is_group", !question.options.empty());
  model.set("options", option_models(question, answer));
  model.set("unit", question.unit);
  model.set("max_length", question.max_length);
  std::string value;
  if (error && typed) {
    value = typed->field(field_of(question));
  } else if (answer && question.kind == QuestionKind::number && answer->number) {
    value = readable_number(*answer->number);
  } else if (answer) {
    value = answer->text;
  }
  model.set("value", value);
  model.set("error", error ? http::Value(*error) : http::Value());
  return model;
}

}  // namespace

AnswerForm read_answers(const http::Request& request, const Section& section, const http::Messages& messages) {
  AnswerForm form;
  for (const auto& question : section.questions) {
    Reading reading{request, question, messages};
    reading.read();
    if (!reading.error.empty()) {
      form.errors.emplace(question.id, reading.error);
    } else if (!reading.answer.is_empty()) {
      form.answers.emplace(question.id, reading.answer);
    }
  }
  form.missing = missing_answers(section, form.answers, messages);
  for (const auto& [question, error] : form.errors) form.missing.erase(question);
  return form;
}

std::map<QuestionId, std::string> missing_answers(const Section& section, const Answers& answers,
                                                  const http::Messages& messages) {
  std::map<QuestionId, std::string> missing;
  for (const auto& question : section.questions) {
    const auto answer = answers.find(question.id);
    const bool has_answer = answer != answers.end() && !answer->second.is_empty();
    if (!question.required || has_answer) continue;
    missing.emplace(question.id, messages.text(question.options.empty() ? "form_required" : "survey_choose"));
  }
  return missing;
}

http::Value section_model(const Section& section, const Answers& answers,
                          const std::map<QuestionId, std::string>& errors, const http::Request* typed) {
  http::List questions;
  const std::string* stem_before = nullptr;
  for (const auto& question : section.questions) {
    const auto answer = answers.find(question.id);
    const auto error = errors.find(question.id);
    const bool new_stem = !stem_before || *stem_before != question.stem;
    questions.push_back(question_model(question, answer == answers.end() ? nullptr : &answer->second,
                                       error == errors.end() ? nullptr : &error->second, typed, new_stem));
    stem_before = &question.stem;
  }
  return http::Value()
      .set("title", section.title)
      .set("introduction", section.introduction)
      .set("questions", std::move(questions))
      .set("has_errors", !errors.empty());
}

std::string readable_number(double number) {
  return fmt::format("{}", number);
}

std::optional<double> number_from(std::string_view text) {
  std::string written(text);
  if (std::count(written.begin(), written.end(), ',') == 1 && written.find('.') == std::string::npos) {
    std::replace(written.begin(), written.end(), ',', '.');
  }
  double number = 0;
  const char* begin = written.data() + (written.starts_with('+') ? 1 : 0);
  const auto [end, error] = std::from_chars(begin, written.data() + written.size(), number);
  if (error != std::errc{} || end != written.data() + written.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

}  // namespace rapport::surveys
