#pragma once

#include <vector>

#include "stats/report/report.hpp"
#include "stats/sem/result.hpp"

// The tables of estimates of a structural equation model, each without rows if there is nothing to show.
namespace rapport::stats {

/// Loadings, regressions, covariances, intercepts and means, thresholds, scales, variances, defined parameters; with
/// several groups the group stands in the first column.
std::vector<ReportTable> estimate_tables(const sem::SemResult& result);

/// The whole model written out, with the values that the estimation starts from.
ReportTable parameter_table_of(const sem::SemResult& result);

ReportTable hypotheses_table(const sem::SemResult& result);
/// Wald's tests, the score test of all equalities and the ten largest of one.
ReportTable constraint_tests_table(std::vector<sem::ConstraintTest> tests, const std::string& caption);
ReportTable effects_table(const sem::SemResult& result);
ReportTable r2_table(const sem::SemResult& result);
ReportTable reliability_table(const sem::SemResult& result);

/// Fornell & Larcker's criterion (correlations, √AVE in the diagonal) and HTMT, by group.
std::vector<ReportTable> validity_tables(const sem::SemResult& result);

/// The correlations of the latent variables of a group with √AVE in the diagonal; NaN where AVE is not defined.
NamedMatrix fornell_larcker(const sem::SemResult& result, std::size_t group);

}  // namespace rapport::stats
