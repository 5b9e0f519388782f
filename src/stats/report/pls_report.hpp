#pragma once

#include <string>

#include "stats/model/path_model.hpp"
#include "stats/pls/pls.hpp"
#include "stats/report/report.hpp"

namespace rapport::stats {

/// A PLS path model for people: warnings, the drawing, and a table for everything in the result.
Report pls_report(const PathModel& model, const PlsResult& result, const std::string& source);

/// Keys: converged, iterations, n, scheme, paths (from, to, est, se, t, pvalue, ci.lower, ci.upper, f2, vif), loadings
/// and weights (construct, item, est, se, t, pvalue, ci.lower, ci.upper; weights also vif), constructs (name, mode,
/// items, r2, r2_adj, alpha, rho_a, rho_c, ave), cross_loadings, correlations, fornell_larcker and htmt (rows, cols,
/// values), effects (from, to, direct, indirect, total and indirect.se … total.ci.upper), fit (srmr, srmr_saturated,
/// d_uls, d_g, gof), bootstrap (draws, failed, seed, level; null without one), warnings. What is not defined or not
/// asked for is null.
std::string pls_json(const PlsResult& result);

/// The answer where nothing could be estimated: converged (false), iterations, n, error, warnings; no estimates.
std::string pls_failure_json(const EstimationError& error);

/// One line per number: kind (path, loading, weight, indirect_effect, total_effect, correlation, htmt, r2, r2_adj,
/// alpha, rho_a, rho_c, ave, srmr, …), from, to, est, se, t, pvalue, ci.lower, ci.upper.
std::string pls_csv(const PlsResult& result);

/// "path", "factorial", "centroid".
std::string name_of(Scheme scheme);

}  // namespace rapport::stats
