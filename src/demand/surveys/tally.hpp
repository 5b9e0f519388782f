#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "demand/surveys/questionnaire.hpp"
#include "demand/surveys/response.hpp"

namespace rapport::surveys {

/// What is counted of one question.
struct QuestionTally {
  std::int64_t answered = 0;
  double mean = 0;                         // of the numbers of a Likert or number question
  double squares = 0;                      // their summed squared differences from the mean
  std::vector<std::int64_t> options = {};  // answers per option, in the questionnaire's order

  /// Sample standard deviation, √(squares / (n − 1)); empty for fewer than two answers.
  std::optional<double> standard_deviation() const;
};

struct DayTally {
  std::int64_t started = 0;
  std::int64_t submitted = 0;
  friend bool operator==(const DayTally&, const DayTally&) = default;
};

/// Counts over responses. Watching a survey reads these from counters, so it costs the same at any number of responses;
/// a submission adds a tally of one response to them.
struct Tally {
  std::int64_t started = 0;
  std::int64_t submitted = 0;
  std::map<std::int64_t, DayTally> days = {};           // by day since 1970-01-01 UTC
  std::map<std::int64_t, std::int64_t> durations = {};  // responses by duration_step
  std::map<QuestionId, QuestionTally> questions = {};

  void add_start(std::int64_t at_ms);
  void add_submission(const Questionnaire& questionnaire, const Answers& answers, std::int64_t started_at_ms,
                      std::int64_t submitted_at_ms);

  /// The median time from starting to sending, to ten seconds (of an even number, the lower of the two in the middle).
  /// 3600 means an hour or more. Empty without submissions.
  std::optional<std::int64_t> median_seconds() const;
};

}  // namespace rapport::surveys
