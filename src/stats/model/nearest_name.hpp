#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rapport::stats {

/// The candidate with the fewest edits (insert, delete, replace; a swap of neighbours is three quarters of an edit, a
/// change of case one), if they are at most a third of the longer name's bytes, or one; the first of equals.
std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> candidates);

}  // namespace rapport::stats
