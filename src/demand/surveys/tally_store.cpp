#include "demand/surveys/tally_store.hpp"

#include "store/query.hpp"

namespace rapport::surveys {
namespace {

using store::arg;

constexpr const char* kAdd =
    "UPDATE survey SET started = started + :started, submitted = submitted + :submitted "
    "WHERE community_id = :community_id AND survey_id = :survey_id";
constexpr const char* kAddDay =
    "INSERT INTO survey_day_count (community_id, survey_id, day, started, submitted) "
    "VALUES (:community_id, :survey_id, :day, :started, :submitted) "
    "ON CONFLICT (community_id, survey_id, day) DO UPDATE SET started = survey_day_count.started + excluded.started, "
    "submitted = survey_day_count.submitted + excluded.submitted";
constexpr const char* kAddDuration =
    "INSERT INTO survey_duration_count (community_id, survey_id, seconds, responses) "
    "VALUES (:community_id, :survey_id, :seconds, :responses) ON CONFLICT (community_id, survey_id, seconds) "
    "DO UPDATE SET responses = survey_duration_count.responses + excluded.responses";
constexpr const char* kAddOption =
    "UPDATE survey_option_count SET answers = answers + :answers "
    "WHERE community_id = :community_id AND question_id = :question_id AND number = :number";
// Joins two sets of moments (Chan, Golub, LeVeque); the right sides see the old row. answered * 1.0, because two
// integers would divide as integers.
constexpr const char* kAddQuestion =
    "UPDATE survey_question_count SET answered = answered + :n, "
    "mean = mean + (:mean - mean) * :n / (answered * 1.0 + :n), "
    "squares = squares + :squares + (:mean - mean) * (:mean - mean) * answered * :n / (answered * 1.0 + :n) "
    "WHERE community_id = :community_id AND question_id = :question_id";

constexpr const char* kTotals =
    "SELECT started, submitted FROM survey WHERE community_id = :community_id AND survey_id = :survey_id";
constexpr const char* kDays =
    "SELECT day, started, submitted FROM survey_day_count "
    "WHERE community_id = :community_id AND survey_id = :survey_id";
constexpr const char* kDurations =
    "SELECT seconds, responses FROM survey_duration_count "
    "WHERE community_id = :community_id AND survey_id = :survey_id";
constexpr const char* kQuestions =
    "SELECT c.question_id, c.answered, c.mean, c.squares FROM survey_question q JOIN survey_question_count c "
    "ON c.community_id = q.community_id AND c.question_id = q.question_id "
    "WHERE q.community_id = :community_id AND q.survey_id = :survey_id";
constexpr const char* kOptions =
    "SELECT c.question_id, c.answers FROM survey_question q JOIN survey_option_count c "
    "ON c.community_id = q.community_id AND c.question_id = q.question_id "
    "WHERE q.community_id = :community_id AND q.survey_id = :survey_id ORDER BY c.question_id, c.number";

void add(store::Transaction& change, CommunityId community, QuestionId question, const QuestionTally& tally) {
  if (tally.answered == 0) return;
  const auto n = static_cast<double>(tally.answered);
  store::execute(change, kAddQuestion, arg("n", n), arg("mean", tally.mean), arg("squares", tally.squares),
                 arg("community_id", community), arg("question_id", question));
  for (std::size_t i = 0; i < tally.options.size(); ++i) {
    if (tally.options[i] == 0) continue;
    store::execute(change, kAddOption, arg("answers", tally.options[i]), arg("community_id", community),
                   arg("question_id", question), arg("number", i + 1));
  }
}

}  // namespace

void add(store::Transaction& change, CommunityId community, SurveyId survey, const Tally& tally) {
  const auto c = arg("community_id", community);
  const auto s = arg("survey_id", survey);
  store::execute(change, kAdd, arg("started", tally.started), arg("submitted", tally.submitted), c, s);
  for (const auto& [day, count] : tally.days) {
    store::execute(change, kAddDay, c, s, arg("day", day), arg("started", count.started),
                   arg("submitted", count.submitted));
  }
  for (const auto& [seconds, responses] : tally.durations) {
    store::execute(change, kAddDuration, c, s, arg("seconds", seconds), arg("responses", responses));
  }
  // The map keeps the questions in one order, so that two submissions never wait for each other in a circle.
  for (const auto& [question, count] : tally.questions) add(change, community, question, count);
}

Tally load_tally(store::Session& session, CommunityId community, SurveyId survey) {
  const auto c = arg("community_id", community);
  const auto s = arg("survey_id", survey);
  Tally tally;
  store::each(
      session, kTotals,
      [&](std::int64_t started, std::int64_t submitted) {
        tally.started = started;
        tally.submitted = submitted;
      },
      c, s);
  store::each(
      session, kDays,
      [&](std::int64_t day, std::int64_t started, std::int64_t submitted) { tally.days[day] = {started, submitted}; },
      c, s);
  store::each(
      session, kDurations, [&](std::int64_t seconds, std::int64_t responses) { tally.durations[seconds] = responses; },
      c, s);
  store::each(
      session, kQuestions,
      [&](QuestionId question, std::int64_t answered, double mean, double squares) {
        tally.questions[question] = {.answered = answered, .mean = mean, .squares = squares};
      },
      c, s);
  store::each(
      session, kOptions,
      [&](QuestionId question, std::int64_t answers) { tally.questions[question].options.push_back(answers); }, c, s);
  return tally;
}

}  // namespace rapport::surveys
