#pragma once

#include <cstddef>
#include <string_view>

namespace rapport::stats {

/// Position of the first byte that is not part of valid UTF-8 (overlong forms, surrogates, NUL and bytes above U+10FFFF
/// count as invalid), or npos if all is well.
std::size_t first_invalid_utf8(std::string_view text);

/// How many characters (code points) a valid UTF-8 text has.
std::size_t utf8_length(std::string_view text);

}  // namespace rapport::stats
