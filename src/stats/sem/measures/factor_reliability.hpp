#pragma once

#include <vector>

#include "stats/sem/fit.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats::sem {

/// Reliability of every latent variable that has observed indicators, by group. With its k items, loadings λ, variance
/// ψ as the model implies it, residual covariances Θ of the items and sample covariances S:
///   alpha                  k/(k-1) (1 - tr S / 1'S1); of ordinal items: of their latent responses; NaN for one item
///   omega                  (Σλ)²ψ / ((Σλ)²ψ + 1'Θ1)
///   composite_reliability  (Σl)² / ((Σl)² + Σ(1 - l²)), l standardized
///   ave                    Σl²/k
/// A loading on another factor counts as no part of the scale's true score.
/// Sources: Cronbach (1951); McDonald (1999), Test Theory; Fornell & Larcker (1981), J. Marketing Research 18, 39-50.
std::vector<FactorReliability> factor_reliability(const Fit& fit);

/// Two coefficients in the form of semTools, in the order of factor_reliability: compRelSEM puts the sample's variance
/// of the sum into the denominator, (Σλ)²ψ / 1'S1; AVE lets items of large variance count more, Σλ²ψ / (Σλ²ψ + tr Θ).
struct UnstandardizedReliability {
  double omega_observed = 0;
  double average_variance_extracted = 0;
};
std::vector<UnstandardizedReliability> unstandardized_reliability(const Fit& fit);

enum class Htmt {
  arithmetic,  // Henseler et al.: means of the absolute correlations
  geometric    // HTMT2: their geometric means, for items of unequal loadings (semTools' default)
};

/// Heterotrait-monotrait ratios of the latent variables with observed indicators, from the sample's (polychoric)
/// correlations, by group; the diagonal is 1. NaN for pairs that share an item or do not correlate within.
/// Sources: Henseler, Ringle & Sarstedt (2015), JAMS 43, 115-135; Roemer, Schuberth & Henseler (2021), Industrial
/// Management & Data Systems 121, 2637-2650, for HTMT2.
std::vector<NamedMatrix> factor_htmt(const Fit& fit, Htmt kind = Htmt::arithmetic);

}  // namespace rapport::stats::sem
