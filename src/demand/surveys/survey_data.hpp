#pragma once

#include "base/answers_table.hpp"
#include "base/clock.hpp"
#include "demand/surveys/questionnaire.hpp"
#include "demand/surveys/survey.hpp"
#include "store/database.hpp"

namespace rapport::surveys {

/// Where the laboratory finds the answers to surveys: those with at least one response, for readers who may use the
/// laboratory. Items worded against their construct come turned round. References live as long as the result is used.
AnswersSource answers_source(store::Database& database, const Clock& clock);

/// The answers as numbers. Open answers are left out.
AnswersTable answers_table(store::Session& session, CommunityId community, const Survey& survey, std::int64_t now_ms);

}  // namespace rapport::surveys
