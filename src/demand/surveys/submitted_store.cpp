#include "demand/surveys/submitted_store.hpp"

#include "store/query.hpp"

namespace rapport::surveys {
namespace {

using store::arg;

constexpr const char* kSubmitted =
    "SELECT r.response_id, r.member_id, r.started_at, r.submitted_at, a.question_id, a.choice, a.number, a.text "
    "FROM survey_response r LEFT JOIN survey_answer a "
    "ON a.community_id = r.community_id AND a.response_id = r.response_id "
    "WHERE r.community_id = :community_id AND r.survey_id = :survey_id AND r.submitted_at IS NOT NULL "
    "ORDER BY r.submitted_at, r.response_id, a.question_id, a.choice";
// Along the partial index of open answers, from its newest end.
constexpr const char* kNewestTexts =
    "SELECT a.text FROM survey_answer a JOIN survey_response r "
    "ON r.community_id = a.community_id AND r.response_id = a.response_id "
    "WHERE a.community_id = :community_id AND a.question_id = :question_id AND a.text IS NOT NULL "
    "AND r.submitted_at IS NOT NULL ORDER BY a.response_id DESC LIMIT :limit";

}  // namespace

void each_submitted(store::Session& session, CommunityId community, SurveyId survey,
                    const std::function<void(const Response&, const Answers&)>& take) {
  Response response;
  Answers answers;
  const auto finish = [&] {
    if (response.id.value != 0) take(response, answers);
    answers.clear();
  };
  store::each(
      session, kSubmitted,
      [&](ResponseId id, std::optional<MemberId> member, std::int64_t started_at, std::int64_t submitted_at,
          std::optional<QuestionId> question, int choice, std::optional<double> number,
          std::optional<std::string> text) {
        if (id != response.id) {
          finish();
          response = {id, survey, member, started_at, submitted_at};
        }
        if (question) add_stored(answers[*question], choice, number, std::move(text));
      },
      arg("community_id", community), arg("survey_id", survey));
  finish();
}

std::vector<std::string> newest_texts(store::Session& session, CommunityId community, QuestionId question, int limit) {
  std::vector<std::string> texts;
  store::each(
      session, kNewestTexts, [&](std::string text) { texts.push_back(std::move(text)); },
      arg("community_id", community), arg("question_id", question), arg("limit", limit));
  return texts;
}

}  // namespace rapport::surveys
