#pragma once

#include <functional>
#include <optional>
#include <string>

#include "http/form.hpp"
#include "http/value.hpp"
#include "research/answer_sets/answer_set.hpp"
#include "research/sem/sem_settings.hpp"
#include "stats/sem/result.hpp"

namespace rapport::research {

/// Whether there may be groups in it: in answers, and in a matrix that has a block for each.
bool can_have_groups(const AnswerSet& set);

/// The settings that a submitted form asks for; what is wrong with them is noted in the form.
SemSettings typed_settings(http::Form& form, const http::Request& request, const AnswerSet& set,
                           const http::Messages& messages);

/// The fields of the form with what stands in them, in plain words, as sem/field.html shows them.
http::List setting_fields(const SemSettings& settings, const AnswerSet& set, const http::Messages& messages,
                          const http::Form* form);

/// The settings that most leave as they are, likewise.
/// "open" says whether one of them was changed or is wrong.
http::Value further_fields(const SemSettings& settings, const AnswerSet& set, const http::Messages& messages,
                           const http::Form* form);

/// The settings in a line for people: "Confirmatory factor analysis", "ML", "3 groups by school".
http::List settings_in_words(const SemSettings& settings, const http::Messages& messages);
/// The same for a list: from settings as they are stored.
std::function<http::List(const std::string& settings)> sem_words(const http::Messages& messages);

/// A model's outline for its drawing, or what is wrong with the text.
struct ReadSem {
  std::optional<stats::sem::SemResult> outline = {};
  std::string problem = {};  // with line, column and a caret
};
ReadSem read_sem(const std::string& text, const std::string& function, const AnswerSet& set);

}  // namespace rapport::research
