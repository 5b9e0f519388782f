#pragma once

#include <string>
#include <vector>

namespace rapport::stats::sem {

/// "x1", "x1 and x2", "x1, x2 and x3".
std::string in_words(const std::vector<std::string>& names);

/// "1 respondent was", "3 respondents were".
std::string respondents_were(std::size_t count);

/// "" for one group without a label, else " in group A".
std::string in_group(const std::string& label);

}  // namespace rapport::stats::sem
