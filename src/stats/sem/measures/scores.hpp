#pragma once

#include <vector>

#include "stats/sem/fit.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats::sem {

enum class ScoreMethod {
  regression,  // the mean of η given the answers (ordinal items: its mode, "EBM")
  bartlett     // weighted least squares from the answers alone (ordinal items: maximum likelihood, "ML")
};

/// Scores of every respondent on the latent variables, by group, in the order of the sample's rows; from the items
/// that a respondent answered. Continuous items:
///   regression  E(η) + cov(η, y) Σ⁻¹ (y - μ);   Bartlett  E(η) + (Λ'Θ⁻¹Λ)⁻¹Λ'Θ⁻¹ (y - μ)
/// with Λ and Θ of all observed variables given η: an observed outcome counts as an item, and what covariates add to an
/// item is taken off, but what they let expect of η counts for the regression scores only.
/// Without a mean structure μ is the sample's mean, and E(η) what the means of covariates come to, else 0. Ordinal
/// items: the η that makes the answers likeliest, items independent given η, with (regression) or without (Bartlett)
/// the normal prior of the model; observed covariates condition the prior.
/// @return  NaN where a score does not exist: no item of the factor answered (Bartlett), or answers all in the extreme
///          categories (Bartlett with ordinal items, where the likeliest η is infinite). Empty without rows.
/// Sources: Thurstone (1935); Bartlett (1937); Muthén (1998-2004), Mplus technical appendices, 11.
std::vector<FactorScores> factor_scores(const Fit& fit, ScoreMethod method);

/// n × true latent variables of one group.
MatrixXd scores_of_group(const Fit& fit, std::size_t group, ScoreMethod method);

}  // namespace rapport::stats::sem
