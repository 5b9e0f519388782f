#pragma once

#include <Eigen/Core>

#include "stats/sem/sample/ordinal/margin.hpp"
#include "stats/sem/sample/ordinal/polychoric.hpp"

namespace rapport::stats::sem {

/// The slopes of each respondent's bivariate log-likelihood; 0 where either answer is missing.
struct CaseScores {
  CaseScores(Eigen::Index n, Eigen::Index of_a, Eigen::Index of_b)
      : rho(Eigen::VectorXd::Zero(n)), a(Eigen::MatrixXd::Zero(n, of_a)), b(Eigen::MatrixXd::Zero(n, of_b)) {}
  Eigen::VectorXd rho;
  Eigen::MatrixXd a;  // n × first-stage parameters of the one
  Eigen::MatrixXd b;  // n × first-stage parameters of the other
};

/// The correlation of a continuous variable with the normal variable behind an ordinal item: the maximum of
/// Σ log P(category | z), with P = Φ((τ_a - rho z)/√(1 - rho²)) - Φ((τ_a-1 - rho z)/√(1 - rho²)).
/// Source: Olsson, Drasgow & Dorans (1982), Psychometrika 47, 337-347, the two-step estimator.
TwoStepCorrelation polyserial(const Margin& item, const Margin& continuous);

/// a: the item's thresholds; b: mean and variance of the continuous variable.
CaseScores polyserial_scores(const Margin& item, const Margin& continuous, double rho);

}  // namespace rapport::stats::sem
