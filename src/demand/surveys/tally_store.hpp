#pragma once

#include "demand/surveys/survey.hpp"
#include "demand/surveys/tally.hpp"
#include "store/database.hpp"

namespace rapport::surveys {

/// Adds to a survey's counters.
void add(store::Transaction& change, CommunityId community, SurveyId survey, const Tally& tally);

/// The counters as they stand. Reads one row per day, duration, question and option, never the responses.
Tally load_tally(store::Session& session, CommunityId community, SurveyId survey);

}  // namespace rapport::surveys
