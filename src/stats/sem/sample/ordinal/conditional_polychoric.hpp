#pragma once

#include <Eigen/Core>

#include "stats/sem/sample/ordinal/case_scores.hpp"
#include "stats/sem/sample/ordinal/margin.hpp"
#include "stats/sem/sample/ordinal/polychoric.hpp"

namespace rapport::stats::sem {

/// The correlation of the normal variables behind two ordinal items given covariates: the maximum of
/// Σ log P(both categories | covariates), with each respondent's thresholds τ - slopes'x given.
/// Source: Muthén (1984), Psychometrika 49, 115-132, case B.
TwoStepCorrelation conditional_polychoric(const Margin& a, const Margin& b);

/// a, b: each item's thresholds. (The slopes follow: add_slopes.)
CaseScores conditional_polychoric_scores(const Margin& a, const Margin& b, double rho);

/// Scores for the slopes, behind the others: covariates move an item's thresholds against them, a number's mean along.
/// @param scores      of the margin, n × (thresholds or mean and variance)
/// @param covariates  n × q
void add_slopes(Eigen::MatrixXd& scores, const Margin& margin, const Eigen::MatrixXd& covariates);

}  // namespace rapport::stats::sem
