#include "demand/surveys/survey.hpp"

namespace rapport::surveys {

std::string_view to_string(SurveyState state) {
  switch (state) {
    case SurveyState::draft:
      return "draft";
    case SurveyState::open:
      return "open";
    case SurveyState::closed:
      return "closed";
  }
  return {};
}

std::string_view to_string(Respondents respondents) {
  return respondents == Respondents::anonymous ? "anonymous" : "members";
}

std::optional<SurveyState> survey_state_from(std::string_view word) {
  for (const auto state : {SurveyState::draft, SurveyState::open, SurveyState::closed}) {
    if (to_string(state) == word) return state;
  }
  return std::nullopt;
}

std::optional<Respondents> respondents_from(std::string_view word) {
  for (const auto respondents : {Respondents::anonymous, Respondents::members}) {
    if (to_string(respondents) == word) return respondents;
  }
  return std::nullopt;
}

bool takes_answers(const Survey& survey, std::int64_t now_ms) {
  return survey.state == SurveyState::open && (!survey.closes_at_ms || now_ms < *survey.closes_at_ms);
}

}  // namespace rapport::surveys
