#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"

namespace rapport::surveys {

using SurveyId = Id<struct SurveyTag>;

enum class SurveyState { draft, open, closed };

/// Whose answers: an anonymous survey stores no member with an answer and takes visitors; one for members stores who
/// answered, and exports show a pseudonym if that member consented to research.
enum class Respondents { anonymous, members };

std::string_view to_string(SurveyState state);
std::string_view to_string(Respondents respondents);
std::optional<SurveyState> survey_state_from(std::string_view word);
std::optional<Respondents> respondents_from(std::string_view word);

/// What staff write about a survey.
struct SurveyTexts {
  std::string title = {};         // plain text, 1-120 characters
  std::string purpose = {};       // plain text, 1-500 characters: what the answers are for
  std::string introduction = {};  // Markdown
  std::string thanks = {};        // Markdown, shown after sending
  std::int64_t minutes = 5;       // how long answering takes, 1-120
  Respondents respondents = Respondents::anonymous;
};

struct Survey {
  SurveyId id = {};
  std::string slug = {};
  SurveyTexts texts = {};
  std::string introduction_html = {};
  std::string thanks_html = {};
  std::string outcome = {};  // Markdown: what came of the answers
  std::string outcome_html = {};
  bool simulated = false;  // the answers are drawn from a model; shown wherever they are
  SurveyState state = SurveyState::draft;
  std::optional<std::int64_t> closes_at_ms = {};
  std::optional<std::int64_t> opened_at_ms = {};
  std::optional<std::int64_t> closed_at_ms = {};
  std::int64_t started = 0;
  std::int64_t submitted = 0;

  /// "how-are-we-doing-1x9k2f7q", as in its addresses.
  std::string name() const { return slug + "-" + to_base32(id); }
  std::string path() const { return "/say/" + name(); }
  std::string desk_path() const { return "/desk/surveys/" + to_base32(id); }
};

/// Whether it takes answers now: open, and its closing time, if it has one, has not come.
bool takes_answers(const Survey& survey, std::int64_t now_ms);

}  // namespace rapport::surveys
