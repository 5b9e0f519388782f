#pragma once

#include <optional>

#include "stats/sem/measures/standardized.hpp"

namespace rapport::stats::sem {

/// ∂standardized_values/∂x at the fit, exact: rows of the table × free_count; 0 for constraints. Empty where
/// everything is given covariates, and for ordinal items that take part in regressions under the delta
/// parameterization, whose residual variances follow from one another.
/// @param values  standardized_values(fit, fit.x, kind)
std::optional<MatrixXd> standardized_slopes(const Fit& fit, const VectorXd& values, Standardization kind);

}  // namespace rapport::stats::sem
