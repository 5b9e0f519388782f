#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rapport {

/// The same text with every ill-formed UTF-8 sequence replaced by U+FFFD and every control character but tab and line
/// feed left out: what both databases accept and every reader can show. Well-formed text comes back unchanged.
std::string well_formed_utf8(std::string_view text);

/// The number of code points; an ill-formed sequence counts as one.
std::size_t count_code_points(std::string_view text);

}  // namespace rapport
