#pragma once

#include <string>
#include <string_view>

#include "demand/surveys/survey.hpp"
#include "demand/surveys/survey_columns.hpp"
#include "http/value.hpp"
#include "members/secret.hpp"
#include "store/database.hpp"

namespace rapport::surveys {

/// All answers as CSV (RFC 4180: comma, CRLF, quotes doubled; UTF-8): one response a line, in the order in which they
/// came in. First what is known of the response: respondent (1, 2, …), sent_on (the day, UTC), seconds (from starting
/// to sending), in a survey for members pseudonym (empty for who did not consent to research), for simulated answers
/// simulated (1). Then one column per question, or per option of a multiple choice. No answer is an empty cell. Open
/// answers that a spreadsheet would take for a formula get an apostrophe in front.
std::string answers_csv(store::Session& session, CommunityId community, const Survey& survey,
                        const Questionnaire& questionnaire, const members::Secret& secret);

/// What each column means: {"columns": [{"name", "label", "kind", "construct", "mode", "reversed", "required", "values"
/// (code, label), "minimum", "maximum", "unit"}], "constructs": …, "model"}.
http::Value codebook(const Survey& survey, const Questionnaire& questionnaire);
std::string codebook_csv(const Survey& survey, const Questionnaire& questionnaire);

/// A cell as RFC 4180 wants it: in quotes if it has to be.
std::string csv_cell(std::string_view text);
/// The same for what respondents and staff typed: what begins with =, +, -, @, tab or carriage return gets an
/// apostrophe in front, because spreadsheets would run it as a formula.
std::string csv_text_cell(std::string_view text);

}  // namespace rapport::surveys
