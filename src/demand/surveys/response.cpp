#include "demand/surveys/response.hpp"

#include <algorithm>

namespace rapport::surveys {

void add_stored(Answer& answer, int choice, std::optional<double> number, std::optional<std::string> text) {
  if (choice > 0) {
    answer.ticked.push_back(choice);
  } else if (number) {
    answer.number = number;
  } else {
    answer.text = std::move(text).value();
  }
}

std::optional<std::size_t> first_incomplete_part(const Questionnaire& questionnaire, const Answers& answers) {
  for (std::size_t part = 0; part < questionnaire.sections.size(); ++part) {
    for (const auto& question : questionnaire.sections[part].questions) {
      const auto answer = answers.find(question.id);
      if (question.required && (answer == answers.end() || answer->second.is_empty())) return part + 1;
    }
  }
  return std::nullopt;
}

std::int64_t duration_step(std::int64_t duration_ms) {
  return std::clamp<std::int64_t>(duration_ms / 10'000 * 10, 0, 3600);
}

}  // namespace rapport::surveys
