#pragma once

#include <string_view>

#include "stats/pls/pls.hpp"

namespace rapport::stats {

/// The result that pls_json wrote, with every digit; null comes back as NaN.
/// @throws std::runtime_error if the text is no such result
PlsResult read_pls_json(std::string_view json);

}  // namespace rapport::stats
