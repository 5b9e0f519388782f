#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/value.hpp"

namespace rapport::display {

/// A price as people type it: "3199", "3,199.00", "3.199,00", "3 199", with or without the currency's sign or code. The
/// last point or comma begins the decimals if at most as many digits as the currency has follow it; what stands
/// between groups of three digits only separates them.
/// @return  minor units; empty if it is no such price, or beyond 10 million million
std::optional<std::int64_t> price_from_text(std::string_view text, const std::string& currency);

/// The price for a form field or a machine: "3199.00".
std::string plain_price(const http::Money& price);

}  // namespace rapport::display
