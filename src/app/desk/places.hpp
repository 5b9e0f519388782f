#pragma once

#include <vector>

#include "app/desk/desk_pages.hpp"

namespace rapport::app {

/// Every place of the desk, in the order in which staff see them.
std::vector<DeskPlace> desk_places();

}  // namespace rapport::app
