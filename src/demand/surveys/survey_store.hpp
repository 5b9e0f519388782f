#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/reader.hpp"
#include "demand/surveys/questionnaire.hpp"
#include "demand/surveys/survey.hpp"
#include "store/database.hpp"

namespace rapport::surveys {

struct NewSurvey {
  SurveyTexts texts = {};
  bool simulated = false;
  std::optional<MemberId> created_by = {};
};

/// Makes a draft without questions.
Survey insert(store::Transaction& change, CommunityId community, SurveyId id, const NewSurvey& survey,
              std::int64_t now_ms);

std::optional<Survey> find(store::Session& session, CommunityId community, SurveyId id);

/// Those of a state, newest first, made before an id (of the page before), at most limit.
std::vector<Survey> list(store::Session& session, CommunityId community, SurveyState state, int limit,
                         std::optional<SurveyId> before = {});

/// Locks the survey until the transaction ends, so that of two changes the second sees the first.
/// @return  the survey as it is now; empty if there is none
std::optional<Survey> lock(store::Transaction& change, CommunityId community, SurveyId id);

/// Texts of a draft. @return false if it is no draft any more
bool update_texts(store::Transaction& change, CommunityId community, SurveyId id, const SurveyTexts& texts);
/// What came of the answers, in any state.
void set_outcome(store::Transaction& change, CommunityId community, SurveyId id, const std::string& outcome);
void set_closing_time(store::Transaction& change, CommunityId community, SurveyId id,
                      std::optional<std::int64_t> closes_at_ms);

/// Opens a draft or closed survey; a draft's counters start here. @return false if it was open already
bool open(store::Transaction& change, CommunityId community, const Survey& survey, const Questionnaire& questionnaire,
          std::optional<MemberId> by, std::int64_t at_ms);
/// @return false if it was not open
bool close(store::Transaction& change, CommunityId community, const Survey& survey, std::optional<MemberId> by,
           std::int64_t at_ms);
/// Deletes a draft with its questionnaire. @return false if it is no draft
bool remove_draft(store::Transaction& change, CommunityId community, SurveyId id);

Questionnaire load_questionnaire(store::Session& session, CommunityId community, SurveyId id);
/// Replaces the questionnaire of a draft. Sections and questions must have ids, and codes must be unique.
/// @throws store::Conflict if the schema refuses it, as for a code that stands twice
void save_questionnaire(store::Transaction& change, CommunityId community, SurveyId id,
                        const Questionnaire& questionnaire);

}  // namespace rapport::surveys
