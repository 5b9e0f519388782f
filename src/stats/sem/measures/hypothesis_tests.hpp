#pragma once

#include <string>
#include <vector>

#include "stats/sem/fit.hpp"

namespace rapport::stats::sem {

/// A χ² test and its p value.
struct ChiSquareTest {
  std::string method =
      {};  // "Wald", "score", "standard", "satorra.bentler.2001", "satorra.bentler.2010", "satorra.2000"
  double statistic = no_value;
  double df = 0;
  double pvalue = no_value;
};

/// Wald's test of constraints that a fit does not impose, written as in a model: "b1 == 0", "b1 == b2; a*b == 0".
///   W = h(θ)' (H V H')⁻¹ h(θ),  H = ∂h/∂θ,  V the fit's vcov (robust if that is)
/// @throws ModelError as add_tested_equalities
/// @throws NotEstimable "no_standard_errors" without vcov; "redundant_constraints" where constraints repeat one another
ChiSquareTest wald_test(const Fit& fit, const std::string& constraints);

/// What χ² would drop by if equality constraints were released.
struct ReleaseTest {
  std::string lhs = {};  // as the table has the constraint: ".p2.", "a", …
  std::string rhs = {};
  ChiSquareTest test = {};
};
struct ScoreTests {
  ChiSquareTest total = {};              // all of them released at once
  std::vector<ReleaseTest> single = {};  // each of them, the others kept; empty where not wanted
};
/// Score (Lagrange multiplier) tests of the equality constraints of a fit: X² = N s'Z(Z'IZ)⁻¹Z's with the score s, the
/// information I, and Z the directions that the constraints which stay leave open. Empty without such constraints.
/// Source: Silvey (1959); Bentler & Chou (1992).
ScoreTests score_tests(const Fit& fit, bool single = true);

/// Likelihood-ratio test of two nested fits of the same sample.
/// @param restricted  the model with more degrees of freedom
/// @param free        the one within which it lies
/// @return  NaN where the fits have the same degrees of freedom, or the scaling cannot be worked out
/// Sources: Satorra & Bentler (2001), Psychometrika 66, 507-514; (2010), Psychometrika 75, 243-248; Satorra (2000);
/// Asparouhov & Muthén (2010) for the shift.
ChiSquareTest difference_test(const Fit& restricted, const Fit& free,
                              DifferenceMethod method = DifferenceMethod::automatic);

}  // namespace rapport::stats::sem
