#pragma once

#include <Eigen/Core>

#include "stats/sem/sample/ordinal/case_scores.hpp"
#include "stats/sem/sample/ordinal/margin.hpp"
#include "stats/sem/sample/ordinal/polychoric.hpp"

namespace rapport::stats::sem {

/// The correlation of a continuous variable with the normal variable behind an ordinal item: the maximum of
/// Σ log P(category | z), with P = Φ((τ_a - rho z)/√(1 - rho²)) - Φ((τ_a-1 - rho z)/√(1 - rho²)).
/// With covariates τ is moved by each respondent's, and z is what they leave over.
/// Source: Olsson, Drasgow & Dorans (1982), Psychometrika 47, 337-347, the two-step estimator.
TwoStepCorrelation polyserial(const Margin& item, const Margin& continuous);

/// a: the item's thresholds; b: mean and variance of the continuous variable. (The slopes follow: add_slopes.)
CaseScores polyserial_scores(const Margin& item, const Margin& continuous, double rho);

}  // namespace rapport::stats::sem
