#pragma once

#include <string>

#include "stats/report/report.hpp"
#include "stats/sem/invariance/invariance.hpp"

namespace rapport::stats {

/// Measurement invariance for people: the conclusion in words, then the steps with their fit, the differences between
/// them, and the verdict on each.
Report invariance_report(const sem::InvarianceResult& result);

/// Keys: model, data, group, group_label, nobs, estimator, missing, difference, steps (name, equal, converged, chisq,
/// df, pvalue, cfi, tli, rmsea, rmsea.ci.lower, rmsea.ci.upper, srmr, aic, bic, delta.chisq, delta.df, delta.pvalue,
/// delta.cfi, delta.rmsea, delta.srmr, holds, verdict), conclusion, diagnoses.
std::string invariance_json(const sem::InvarianceResult& result);

/// One line per step, with the columns of the JSON.
std::string invariance_csv(const sem::InvarianceResult& result);

/// The table of a published study: model, χ²(df), CFI, RMSEA, SRMR, comparison, Δχ²(Δdf), ΔCFI, ΔRMSEA, decision.
std::string invariance_apa(const sem::InvarianceResult& result);

/// The result that invariance_json wrote. @throws std::runtime_error if the text is none
sem::InvarianceResult read_invariance_json(std::string_view json);

}  // namespace rapport::stats
