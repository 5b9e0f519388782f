#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rapport::research {

/// The parts of a text that a person typed between separators, without empty ones and without the characters to be
/// ignored.
std::vector<std::string> parts_of(std::string_view text, std::string_view separators, std::string_view ignored = "");

}  // namespace rapport::research
