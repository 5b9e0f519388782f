#pragma once

#include <memory>

#include "stats/sem/engine/minimise.hpp"
#include "stats/sem/fit.hpp"

namespace rapport::stats::sem {

/// Fits a model to a sample: estimates, χ², log-likelihood, standard errors (but the bootstrap's) and tests.
/// @throws NotEstimable  "too_few_moments", "not_identified", "singular_sample", "no_convergence", "bad_start"
Fit fit_model(ParameterTable table, std::shared_ptr<const Sample> sample, const Settings& settings);

/// Estimates alone, without standard errors and tests: what a fit is before infer() completes it.
Fit estimate_model(ParameterTable table, std::shared_ptr<const Sample> sample, const Settings& settings);

/// The same model fitted to another sample of the same variables and groups, from the given estimates on.
Minimum refit(const Fit& fit, const Sample& sample, const VectorXd& start);

/// A fit of this model with the free parameters set to x instead of estimated: moments, χ², information, tests.
Fit evaluate_at(const Fit& fit, const VectorXd& x);

/// The independence model of the same sample: variances, means and thresholds free, covariances 0 but for those of
/// exogenous covariates. Source of CFI, TLI, NFI and their kin.
Fit baseline_of(const Fit& fit);

/// Number of sample statistics that the model is to reproduce, moments of fixed covariates left out.
Index statistic_count(const Fit& fit);

}  // namespace rapport::stats::sem
