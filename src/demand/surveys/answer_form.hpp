#pragma once

#include <map>
#include <optional>
#include <string>

#include "demand/surveys/questionnaire.hpp"
#include "demand/surveys/response.hpp"
#include "http/messages.hpp"
#include "http/request.hpp"
#include "http/value.hpp"

namespace rapport::surveys {

/// The form of one section, as it came back: the answers that can be kept, and a message for each question whose answer
/// cannot. Fields are named "q_" and the question's code.
struct AnswerForm {
  Answers answers = {};                            // without those that have an error
  std::map<QuestionId, std::string> errors = {};   // what was typed is no answer to the question
  std::map<QuestionId, std::string> missing = {};  // required and not answered; matters only when going on
};

AnswerForm read_answers(const http::Request& request, const Section& section, const http::Messages& messages);

/// The messages for required questions that have no answer yet.
std::map<QuestionId, std::string> missing_answers(const Section& section, const Answers& answers,
                                                  const http::Messages& messages);

/// A section for answer.html: title, introduction, questions with their options, answers and messages.
/// @param typed  the request whose fields are shown instead of an answer that has an error; may be null
http::Value section_model(const Section& section, const Answers& answers,
                          const std::map<QuestionId, std::string>& errors, const http::Request* typed);

/// A number as people write it: the fewest digits that read back the same.
std::string readable_number(double number);
/// Reads a decimal number with a point or a comma. Empty if it is none, or not finite.
std::optional<double> number_from(std::string_view text);

}  // namespace rapport::surveys
