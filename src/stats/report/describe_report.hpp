#pragma once

#include <string>

#include "stats/describe/describe.hpp"
#include "stats/report/report.hpp"

namespace rapport::stats {

/// Descriptives and frequency tables for people.
Report describe_report(const Description& description, const std::string& source);
/// Keys: n, variables (name, n, missing, mean, sd, se, median, min, max, skewness, kurtosis), frequencies (name, n,
/// missing, values (value, count, percent, valid_percent, cumulative_percent)). What is not defined is null.
std::string describe_json(const Description& description);
/// One line per variable, the columns named as the JSON keys; what is not defined is empty.
std::string describe_csv(const Description& description);

}  // namespace rapport::stats
