#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "demand/surveys/questionnaire.hpp"
#include "demand/surveys/response.hpp"
#include "demand/surveys/survey.hpp"
#include "store/database.hpp"

namespace rapport::surveys {

/// A whole survey, as the example community brings it.
struct ImportedSurvey {
  SurveyTexts texts = {};
  Questionnaire questionnaire = {};  // sections and questions need no ids, they get new ones
  bool simulated = false;
  std::optional<MemberId> created_by = {};
  std::int64_t created_at_ms = 0;
  std::optional<std::int64_t> opened_at_ms = {};  // empty: stays a draft
  std::optional<std::int64_t> closes_at_ms = {};  // takes no answers from then on
  std::optional<std::int64_t> closed_at_ms = {};  // closed by created_by
  std::string outcome = {};                       // Markdown
};

struct WholeSurvey {
  Survey survey;
  Questionnaire questionnaire;  // with ids
};

/// Makes the survey and, as told, opens and closes it. Appends no event: nothing happened here and now.
/// @throws BadInput if it is to be opened and its questionnaire has faults, naming the first
WholeSurvey import_survey(store::Transaction& change, CommunityId community, IdSource& ids,
                          const ImportedSurvey& imported);

/// A response that was sent elsewhere, or drawn by a simulator. Answers by the question's code.
struct ImportedResponse {
  std::map<std::string, Answer> answers;
  std::int64_t started_at_ms = 0;
  std::int64_t submitted_at_ms = 0;
  std::optional<MemberId> member = {};  // only for a survey for members
};

/// Stores and counts them, in one go; appends no events. Measured on 2 shared cores: 12,600
/// answers in 0.03 s on SQLite, 0.6 s on PostgreSQL.
/// @throws BadInput for a code that no question has, a number beyond the options, or text where a number belongs
void import_responses(store::Transaction& change, CommunityId community, IdSource& ids, const WholeSurvey& survey,
                      const std::vector<ImportedResponse>& responses);

}  // namespace rapport::surveys
