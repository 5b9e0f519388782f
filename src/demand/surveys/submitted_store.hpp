#pragma once

#include <functional>
#include <string>
#include <vector>

#include "demand/surveys/response.hpp"
#include "demand/surveys/survey.hpp"
#include "store/database.hpp"

namespace rapport::surveys {

/// Calls once for each response that was sent, in the order in which they came in, with its answers: one query, so all
/// are of the same moment. Holds one response at a time, but the database's client may hold the whole result.
void each_submitted(store::Session& session, CommunityId community, SurveyId survey,
                    const std::function<void(const Response&, const Answers&)>& take);

/// The newest answers to an open question, at most limit.
std::vector<std::string> newest_texts(store::Session& session, CommunityId community, QuestionId question, int limit);

}  // namespace rapport::surveys
