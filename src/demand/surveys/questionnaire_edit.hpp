#pragma once

#include <functional>
#include <string>
#include <vector>

#include "demand/surveys/questionnaire.hpp"

namespace rapport::surveys {

enum class Direction { up, down };

// Editing a questionnaire: each function changes it, or leaves it alone and answers false where it does not apply (the
// thing is not there, or stands at the end already).

/// A question at the edge of its section goes to the neighbouring section.
bool move(Questionnaire& questionnaire, QuestionId question, Direction direction);
bool move(Questionnaire& questionnaire, SectionId section, Direction direction);
bool remove(Questionnaire& questionnaire, QuestionId question);
/// Removes a section with its questions.
bool remove(Questionnaire& questionnaire, SectionId section);
/// Removes a construct; its items stay and measure nothing.
bool remove_construct(Questionnaire& questionnaire, std::string_view code);

/// Replaces the question of this id, or adds it at the end of the section.
bool put(Questionnaire& questionnaire, SectionId section, const Question& question);
/// Replaces title and introduction of the section of this id, or adds it at the end.
void put(Questionnaire& questionnaire, const Section& section);
/// Replaces the construct of this code ("" adds one), also where items name it.
bool put_construct(Questionnaire& questionnaire, std::string_view old_code, const Construct& construct);

/// The same questionnaire with new ids, for a second survey.
Questionnaire with_new_ids(Questionnaire questionnaire, const std::function<std::int64_t()>& next_id);

/// A block of Likert items, as pasted: one a line, "code = text" or only the text; then the code is the prefix and the
/// next free number. "(R) " before the text marks an item that is worded against its construct.
std::vector<Question> items_from(const Questionnaire& questionnaire, std::string_view lines, const std::string& prefix,
                                 const Question& like);

/// Options as written one a line, "code = label" or only the label; then the code is the number of the line.
/// A line "-" is a point without a label.
std::vector<Option> options_from(std::string_view lines);
std::string options_text(const std::vector<Option>& options);

}  // namespace rapport::surveys
