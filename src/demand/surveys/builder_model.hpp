#pragma once

#include <string>
#include <utility>
#include <vector>

#include "demand/surveys/questionnaire.hpp"
#include "http/messages.hpp"
#include "http/value.hpp"

namespace rapport::surveys {

// What the builder's templates show of a questionnaire.

/// Sections with their questions, and constructs with their items.
http::Value questionnaire_model(const Questionnaire& questionnaire, const http::Messages& messages);

/// The faults as sentences.
http::List fault_models(const std::vector<QuestionnaireFault>& faults, const http::Messages& messages);

/// Constructs to choose from, the first entry being none.
std::vector<std::pair<std::string, std::string>> construct_entries(const Questionnaire& questionnaire,
                                                                   const http::Messages& messages);

/// "Likert item", "Single choice", …
std::string kind_word(QuestionKind kind, const http::Messages& messages);

}  // namespace rapport::surveys
