#pragma once

#include <string>
#include <vector>

#include "demand/surveys/questionnaire.hpp"
#include "demand/surveys/response.hpp"

namespace rapport::surveys {

/// One column of a survey's data: a question, or one option of a multiple choice. What it points to is a part of the
/// questionnaire that it was made from.
struct SurveyColumn {
  std::string name = {};   // unique: the question's code, for an option "use_work"
  std::string label = {};  // stem, text and option in one line
  const Question* question = nullptr;
  int option = 0;  // the number of the option of a multiple choice; otherwise 0
};

std::vector<SurveyColumn> columns_of(const Questionnaire& questionnaire);

/// The value of a column as a number, as answered: the point of a scale, the number of an option, 1 or 0 for ticked or
/// not, the number. Empty without an answer; a multiple choice in which nothing is ticked has none.
std::optional<double> number_of(const SurveyColumn& column, const Answers& answers);

/// The value as text for an export: as number_of, but the code of an option instead of its number, and the text of an
/// open answer.
std::string text_of(const SurveyColumn& column, const Answers& answers);

}  // namespace rapport::surveys
