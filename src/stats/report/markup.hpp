#pragma once

#include <string>
#include <string_view>

namespace rapport::stats {

/// Text as HTML and SVG want it, inside elements and quoted attributes: & < > " ' escaped, and control characters,
/// which XML cannot hold, left out.
std::string escaped(std::string_view text);

}  // namespace rapport::stats
