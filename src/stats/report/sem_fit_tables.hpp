#pragma once

#include <vector>

#include "stats/report/report.hpp"
#include "stats/sem/result.hpp"

// The tables of how well a structural equation model fits, each without rows if there is nothing to show.
namespace rapport::stats {

/// The indices that are read first; beside them the scaled and the robust ones, where the estimator has them.
ReportTable fit_table(const sem::SemResult& result);

/// The ten largest correlation residuals, with their z.
ReportTable largest_residuals_table(const sem::SemResult& result);

/// Correlation residuals with their heat map, by group; those of more than 40 variables only as a map.
std::vector<ReportTable> residual_tables(const sem::SemResult& result);

/// The largest modification indices, with what the parameter would be.
ReportTable modification_table(const sem::SemResult& result, std::size_t count);

}  // namespace rapport::stats
