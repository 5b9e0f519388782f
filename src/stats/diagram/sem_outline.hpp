#pragma once

#include <string>
#include <vector>

#include "stats/sem/options.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats {

/// What a model text comes to before anything is estimated: its variables and parameters, every estimate NaN; for the
/// picture beside an editor.
/// @param known   the variables of the data
/// @param source  what to call the data in messages
/// @throws ModelError for a text that is no model, or names a variable that the data lack
sem::SemResult sem_outline(const std::string& model, sem::Function function, const std::vector<std::string>& known,
                           const std::string& source);

}  // namespace rapport::stats
