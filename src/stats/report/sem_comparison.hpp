#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "stats/report/report.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats {

/// Two models over the same answers, side by side.
struct SemComparison {
  bool nested = false;  // every free parameter of the one is free in the other, which has more
  double delta_chi_square = std::numeric_limits<double>::quiet_NaN();  // of the stricter over the looser one
  double delta_df = std::numeric_limits<double>::quiet_NaN();
  double pvalue = std::numeric_limits<double>::quiet_NaN();
  std::string method = {};               // lavaan's: "standard", "satorra.bentler.2001", …; empty without a difference
  std::string verdict = {};              // in words: nested or not, which fits better, by what
  std::vector<ReportTable> tables = {};  // fit, estimates
};

/// @param a  called A in words and columns; b is B
/// The difference of nested models is χ²(strict) - χ²(loose) where the test is the standard one; for tests with a
/// scaling factor c (Satorra-Bentler, Yuan-Bentler) T = (T₀ - T₁) / c_d, c_d = (d₀c₀ - d₁c₁) / (d₀ - d₁) of the
/// standard statistics T; for other adjusted tests it is left out, because it needs both models fitted together.
/// Source: Satorra & Bentler (2001), Psychometrika 66(4), 507-514.
/// @param difference  the test of both models fitted together, where there is one: it is told instead
SemComparison compare_sems(const sem::SemResult& a, const sem::SemResult& b,
                           const std::optional<sem::ConstraintTest>& difference = {});

/// The comparison as a report, and as JSON with both results in it.
Report comparison_report(const SemComparison& comparison, const std::string& data_name);
std::string comparison_json(const SemComparison& comparison, const sem::SemResult& a, const sem::SemResult& b);

}  // namespace rapport::stats
