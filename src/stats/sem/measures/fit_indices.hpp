#pragma once

#include <cstddef>
#include <limits>

namespace rapport::stats::sem {

/// A test statistic as the indices take it.
struct ChiSquare {
  double statistic = 0;
  double df = 0;
};

/// How much better than the baseline model (every variable uncorrelated) a model fits.
struct IncrementalIndices {
  double cfi = 0;   // Bentler (1990)
  double tli = 0;   // Tucker & Lewis (1973), the same as nnfi
  double rfi = 0;   // Bollen (1986); NaN where the model has more degrees of freedom than the baseline
  double nfi = 0;   // Bentler & Bonett (1980); NaN as rfi
  double pnfi = 0;  // parsimony-weighted nfi
  double ifi = 0;   // Bollen (1989)
  double rni = 0;   // McDonald & Marsh (1990)
};
IncrementalIndices incremental_indices(const ChiSquare& model, const ChiSquare& baseline);

/// The CFI that the population has at least, with confidence 1 - α: noncentralities of the model at α/2 and of the
/// baseline model at 1 - α/2. The T-size RMSEA of the same authors is the upper limit of the RMSEA's 1 - 2α interval.
/// Source: Yuan, Chan, Marcoulides & Bentler (2016), Structural Equation Modeling 23, 319-330, who approximate these
/// noncentralities by Venables (1975); ours are exact.
double t_size_cfi(const ChiSquare& model, const ChiSquare& baseline, double alpha = 0.05);

/// A statistic with its own expectation under the model instead of its degrees of freedom: c · df where it is c times a
/// χ² on average. Tests and intervals look at `adjusted`, which is a χ² with df under the model, and multiply
/// noncentralities by `factor`; for most corrections these are statistic/c and c, which NaN stands for.
/// Sources: Brosseau-Liard & Savalei (2014), Multivariate Behavioral Research 49, 460-470; Savalei (2018).
struct ScaledChiSquare {
  double statistic = 0;  // not divided by anything
  double df = 0;
  double expected = 0;  // c · df
  double adjusted = std::numeric_limits<double>::quiet_NaN();
  double factor = std::numeric_limits<double>::quiet_NaN();
};
/// CFI, TLI and RNI of such statistics.
struct RobustIncremental {
  double cfi = 0;
  double tli = 0;
  double rni = 0;
};
RobustIncremental robust_incremental(const ScaledChiSquare& model, const ScaledChiSquare& baseline);

/// Root mean square error of approximation, its 90 % interval, and the p values of RMSEA ≤ 0.05 (close) and
/// RMSEA ≥ 0.08 (not close).
/// Sources: Steiger & Lind (1980); Browne & Cudeck (1993); Steiger (1998) for √G with several groups; MacCallum, Browne
/// & Sugawara (1996) for the test of not-close fit; Brosseau-Liard, Savalei & Li (2012) where c is not 1.
struct Rmsea {
  double value = 0;
  double ci_lower = 0;
  double ci_upper = 0;
  double close = 0;      // NaN where df is 0
  double not_close = 0;  // NaN where df is 0
};
/// @param n  what the statistic is F times: N for normal-theory ML, else N - G
Rmsea rmsea(const ScaledChiSquare& model, double n, std::size_t groups);
Rmsea rmsea(const ChiSquare& model, double n, std::size_t groups);

/// Hoelter's critical N: with so many respondents the statistic would just be significant. NaN for a statistic of 0 or
/// a saturated model.
double critical_n(const ChiSquare& model, double n, double alpha);

}  // namespace rapport::stats::sem
