#pragma once

#include <optional>

#include "stats/sem/fit.hpp"
#include "stats/sem/measures/fit_measures.hpp"

namespace rapport::stats::sem {

/// What the robust fit indices of a fit are made of; none where they are not defined (ordinal and continuous items
/// mixed, polychoric correlations that are not positive definite, a test that is adjusted for mean and variance).
///  - continuous, complete: the standard statistic, expected to be c · df with the scaling factor c of the adjusted
///  test
///    (Brosseau-Liard, Savalei & Li 2012; Brosseau-Liard & Savalei 2014).
///  - continuous, FIML: the complete-data ML discrepancy between the EM moments and the model, times N, and what
///    sampling error and the missing answers alone add to it (Zhang & Savalei 2022, Psychological Methods: their
///    FIML-C, with the information about the saturated moments at the EM moments).
///  - ordinal: the ML discrepancy between the polychoric correlations and the model, times N, and what sampling error
///    alone adds to it (Savalei 2021, Multivariate Behavioral Research 56, 390-407), in several groups as lavaan does:
///    where thresholds or intercepts are equal over groups the RMSEA counts the degrees of freedom of the correlations
///    alone, CFI and TLI all of the model's, with the factor of the correlations (lavaan 0.6-20).
std::optional<RobustFigures> robust_figures(const Fit& fit, const Fit& baseline);

/// log|Σ| - log|S| + tr(SΣ⁻¹) - p [+ (m - μ)'Σ⁻¹(m - μ)]. Infinite if S or Σ is not positive definite.
double normal_discrepancy(const MatrixXd& sample_cov, const MatrixXd& cov, const VectorXd& mean_difference);

}  // namespace rapport::stats::sem
