#pragma once

#include <string>
#include <vector>

#include "stats/sem/options.hpp"

namespace rapport::stats::sem {

/// A text as R reads it back, on one or several lines: "say \"yes\"".
std::string r_text(const std::string& text);
/// c("a", "b")
std::string r_list(const std::vector<std::string>& texts);
/// c(1.5, NA): what is not finite is not available.
std::string r_list(const std::vector<double>& numbers);
std::string r_number(double value);

/// The call of lavaan that asks for the same: cfa(model, data = data, estimator = "MLR").
/// @param data       how the data are given: "data = data"
/// @param separator  between arguments: ", ", or with a line break
std::string lavaan_call(const Options& options, const std::string& data, const std::string& separator = ", ");

}  // namespace rapport::stats::sem
