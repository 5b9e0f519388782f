#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/reader.hpp"
#include "demand/surveys/response.hpp"
#include "demand/surveys/survey.hpp"
#include "store/database.hpp"

namespace rapport::surveys {

/// Who answers: the token of the cookie, or "", and the member, if one is signed in.
struct Respondent {
  CommunityId community;
  std::string token = {};
  std::optional<MemberId> member = {};
};

/// The respondent's response to this survey: by member in a survey for members, by token in an anonymous one.
std::optional<Response> find_response(store::Session& session, const Respondent& respondent, const Survey& survey);

/// Whether this member already sent an anonymous response; which one it was is not stored.
bool has_taken_part(store::Session& session, CommunityId community, SurveyId survey, MemberId member);

/// Begins a response as a draft. A member who began one already in a survey for members gets that one.
Response begin(store::Transaction& change, const Respondent& respondent, const Survey& survey, ResponseId id,
               std::int64_t now_ms);

Answers load_answers(store::Session& session, CommunityId community, ResponseId id);

/// Adds the rows of one answer to a response that has none to this question.
void insert_answer(store::Transaction& change, CommunityId community, ResponseId id, QuestionId question,
                   const Answer& answer);

/// Keeps the answers to these questions in a draft; the others stay as they are. What was sent does not change.
/// @return  false if the response was sent already
bool save_answers(store::Transaction& change, CommunityId community, ResponseId id,
                  const std::vector<Question>& questions, const Answers& answers);

enum class Submission { done, done_before, member_took_part };

/// Sends a draft, once: counts its answers, notes that the member took part, and appends the event "survey.answered",
/// so call it last before commit().
Submission submit(store::Transaction& change, const Respondent& respondent, const Survey& survey,
                  const Questionnaire& questionnaire, const Response& response, EventId event, std::int64_t now_ms);

}  // namespace rapport::surveys
