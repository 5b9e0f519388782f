#pragma once

#include <string>

#include "stats/reliability/reliability.hpp"
#include "stats/report/report.hpp"

namespace rapport::stats {

/// Reliability of the constructs for people.
Report reliability_report(const ReliabilityResult& result, const std::string& source);
/// Keys: n, loadings_from ("pls" or "principal_component"), constructs (name, items (name, mean, sd, loading,
/// item_rest, alpha_if_deleted), alpha, alpha_standardized, rho_c, ave), fornell_larcker (rows, cols, values),
/// warnings. What is not defined is null.
std::string reliability_json(const ReliabilityResult& result);
/// One line per item: construct, its alpha, alpha_standardized, rho_c and ave, then the item's quantities.
std::string reliability_csv(const ReliabilityResult& result);

}  // namespace rapport::stats
