#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rapport::stats {

/// The candidate with the fewest edits (insert, delete, replace, swap neighbours; a change of case is a quarter of an
/// edit), if they are at most a third of the longer name's bytes, or one; the first of equals.
std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> candidates);

}  // namespace rapport::stats
