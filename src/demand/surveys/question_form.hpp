#pragma once

#include <string>
#include <utility>
#include <vector>

#include "demand/surveys/questionnaire.hpp"
#include "http/form.hpp"
#include "http/messages.hpp"
#include "http/request.hpp"

namespace rapport::surveys {

/// The scales that the builder offers: name ("agree7") and description.
std::vector<std::pair<std::string, std::string>> offered_scales(const http::Messages& messages);
/// The points of an offered scale; empty for another name.
std::vector<Option> scale_points(const http::Messages& messages, std::string_view name);

/// Reads one question of this kind; what cannot be used is noted at its field. The id stays empty.
/// @param self  the question that is edited, whose own code is no duplicate; empty for a new one
Question read_question(http::Form& form, const http::Request& request, QuestionKind kind, QuestionId self,
                       const Questionnaire& questionnaire, const http::Messages& messages);

/// A question as the fields of its form.
http::Pairs fields_of(const Question& question);

/// Reads a block of Likert items, which share scale, stem and construct; ids stay empty.
std::vector<Question> read_items(http::Form& form, const http::Request& request, const Questionnaire& questionnaire,
                                 const http::Messages& messages);

/// Reads the points of a scale: an offered one, or its own labels, one a line.
std::vector<Option> read_scale(http::Form& form, const http::Request& request, const http::Messages& messages);

}  // namespace rapport::surveys
