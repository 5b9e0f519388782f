#include "demand/surveys/response.hpp"

#include <algorithm>

namespace rapport::surveys {

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
