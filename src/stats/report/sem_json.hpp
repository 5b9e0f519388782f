#pragma once

#include <string>

#include "stats/sem/estimate.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats {

/// A structural equation model as JSON, with lavaan's names inside:
///   model, data, options (fn, estimator, discrepancy, se, missing, information)
///   converged, iterations, ntotal, norig, nobs, group_label, npar (free parameters, equal ones counted each)
///   parameterEstimates (lhs, op, rhs, group, label, free, est, se, z, pvalue, ci.lower, ci.upper)
///   standardized_all, standardized_lv, standardized_nox (est.std in the place of est)
///   fitMeasures, test (by name: test, stat, stat.group, df, pvalue, scaling.factor, shift.parameter)
///   r2, sampstat, implied and residuals_raw (cov, mean, th; given covariates res.cov, res.int,
///   res.th, res.slopes, cov.x, mean.x), lavResiduals (cov: correlation residuals, cov.z: the same
///   over their standard errors), residuals_normalized, cov_lv, cor_lv, htmt; these by group: label → object
///   modificationIndices (lhs, op, rhs, group, mi, epc, sepc.lv, sepc.all, sepc.nox), vcov, partable (start values)
///   effects, reliability, hypotheses, scores_regression or scores_Bartlett, bootstrap, diagnoses, warnings
/// Matrices are {rows, cols, values}. Numbers have all their digits; what is not defined is null.
std::string sem_json(const sem::SemResult& result);

/// Of a model that was only written out: model, data, partable.
std::string sem_table_json(const sem::SemResult& result);

/// The answer where nothing could be estimated: converged (false), code, error, warnings; no estimates.
std::string sem_failure_json(const sem::NotEstimable& error);

/// The result that sem_json wrote, with every digit; null comes back as NaN. A part that is absent comes back empty.
/// @throws std::runtime_error if the text is no such result
sem::SemResult read_sem_json(std::string_view json);

}  // namespace rapport::stats
