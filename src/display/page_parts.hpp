#pragma once

#include <string>
#include <string_view>

#include "http/value.hpp"

namespace rapport::display {

/// One step of the way back that the layout prints; the page itself stands last, without an address.
http::Value breadcrumb(std::string_view label, std::string url = {});

}  // namespace rapport::display
