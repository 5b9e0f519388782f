#pragma once

#include <string>
#include <string_view>

namespace rapport::text {

/// A title as words for an address: lower case, Latin letters without accents, digits and single hyphens, at most 60
/// characters cut at a word. Other scripts are transliterated; "item" if nothing is left.
std::string slug(std::string_view title);

}  // namespace rapport::text
