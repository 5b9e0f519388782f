#pragma once

#include <string>

#include "http/form.hpp"
#include "research/answer_sets/answer_set.hpp"
#include "research/sem/sem_settings.hpp"

namespace rapport::research {

/// Notes in the form what is wrong with settings (as_used) over a model that can be read: names that the model, the
/// answers or their groups lack, words that exclude each other, and what would have no effect, so that nothing is kept
/// as if it had been used. Nothing is estimated and no correlation computed.
void check_settings(http::Form& form, const SemSettings& settings, const std::string& model, const AnswerSet& set,
                    const http::Messages& messages);

/// The groups of a variable as the estimation calls them, in the order in which they come.
/// @param most  when there are more, one beyond it is given, and no further ones
std::vector<std::string> groups_of(const stats::Column& column, std::size_t most = static_cast<std::size_t>(-2));

}  // namespace rapport::research
