#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "demand/surveys/questionnaire.hpp"
#include "demand/surveys/survey.hpp"

namespace rapport::surveys {

using ResponseId = Id<struct ResponseTag>;

/// The answer to one question; empty when there is none. Which member counts is decided by the question's kind.
struct Answer {
  std::optional<double> number = {};  // Likert: the point; single choice: the option's number; number: as typed
  std::vector<int> ticked = {};       // multiple choice: numbers of options, ascending
  std::string text = {};              // open answer

  bool is_empty() const { return !number && ticked.empty() && text.empty(); }
  friend bool operator==(const Answer&, const Answer&) = default;
};

using Answers = std::map<QuestionId, Answer>;

/// Adds what one row of an answer holds: a ticked option (choice > 0), a number, or a text.
void add_stored(Answer& answer, int choice, std::optional<double> number, std::optional<std::string> text);

/// One respondent's answers so far, or those that were sent.
struct Response {
  ResponseId id = {};
  SurveyId survey = {};
  std::optional<MemberId> member = {};  // only in a survey for members
  std::int64_t started_at_ms = 0;
  std::optional<std::int64_t> submitted_at_ms = {};
};

/// Where required questions are still without answer: the number of the first such part, from 1.
std::optional<std::size_t> first_incomplete_part(const Questionnaire& questionnaire, const Answers& answers);

/// The place of a duration in the counters: seconds down to the tenth second, 3600 for an hour and more.
std::int64_t duration_step(std::int64_t duration_ms);

}  // namespace rapport::surveys
