#include "demand/surveys/tally.hpp"

#include <cmath>

namespace rapport::surveys {
namespace {

constexpr std::int64_t kDay_ms = 24 * 3600 * 1000;

/// Welford's update, which stays exact where sums of squares would cancel (years, prices).
void add_number(QuestionTally& tally, double number) {
  const double before = number - tally.mean;
  tally.mean += before / static_cast<double>(tally.answered + 1);
  tally.squares += before * (number - tally.mean);
}

void count_option(QuestionTally& tally, int number) {
  ++tally.options.at(static_cast<std::size_t>(number) - 1);
}

void add_answer(QuestionTally& tally, const Question& question, const Answer& answer) {
  tally.options.resize(question.options.size());
  if (answer.is_empty()) return;
  switch (question.kind) {
    case QuestionKind::likert:
      add_number(tally, answer.number.value());
      count_option(tally, static_cast<int>(*answer.number));
      break;
    case QuestionKind::single:
      count_option(tally, static_cast<int>(answer.number.value()));
      break;
    case QuestionKind::multiple:
      for (const int number : answer.ticked) count_option(tally, number);
      break;
    case QuestionKind::number:
      add_number(tally, answer.number.value());
      break;
    case QuestionKind::text:
      break;
  }
  ++tally.answered;
}

}  // namespace

std::optional<double> QuestionTally::standard_deviation() const {
  if (answered < 2) return std::nullopt;
  return std::sqrt(squares / static_cast<double>(answered - 1));
}

void Tally::add_start(std::int64_t at_ms) {
  ++started;
  ++days[at_ms / kDay_ms].started;
}

void Tally::add_submission(const Questionnaire& questionnaire, const Answers& answers, std::int64_t started_at_ms,
                           std::int64_t submitted_at_ms) {
  ++submitted;
  ++days[submitted_at_ms / kDay_ms].submitted;
  ++durations[duration_step(submitted_at_ms - started_at_ms)];
  for (const auto* question : questionnaire.questions()) {
    const auto answer = answers.find(question->id);
    add_answer(questions[question->id], *question, answer == answers.end() ? Answer{} : answer->second);
  }
}

std::optional<std::int64_t> Tally::median_seconds() const {
  std::int64_t all = 0;
  for (const auto& [seconds, responses] : durations) all += responses;
  std::int64_t seen = 0;
  for (const auto& [seconds, responses] : durations) {
    seen += responses;
    if (2 * seen >= all) return seconds;
  }
  return std::nullopt;
}

}  // namespace rapport::surveys
