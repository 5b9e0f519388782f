#pragma once

#include "app/example/source.hpp"
#include "demand/surveys/questionnaire.hpp"
#include "stats/simulate/study.hpp"

namespace rapport::app::example {

/// One question as survey.json has it, but for blocks.
surveys::Question question_from(const Json& written, const Json& scales);

/// A section of survey.json; a block of Likert items becomes as many questions with one stem.
surveys::Section section_from(const Json& written, const Json& scales);

/// The items of a published study as a questionnaire: its constructs, on its scale, one section per two constructs.
surveys::Questionnaire questionnaire_of(const stats::Study& study);

}  // namespace rapport::app::example
