#pragma once

#include "stats/sem/engine/objective.hpp"
#include "stats/sem/fit.hpp"

namespace rapport::stats::sem {

/// Completes a fit: information, vcov, standard errors of all rows, tests. With Settings.se = bootstrap the standard
/// ones; the bootstrap replaces them.
/// @param expected  the expected information, where it is known already; empty: worked out when needed
void infer(Fit& fit, const Objective& objective, const MatrixXd& expected = {});

/// An orthonormal basis of the directions in which the constraints allow the parameters to move.
/// @param constraints  constraints × parameters; may have no rows, or rows that repeat one another
MatrixXd null_space(const MatrixXd& constraints, Index parameters);

/// An orthonormal basis of the directions that the active constraints leave open: free_count × open.
MatrixXd open_directions(const Fit& fit);

/// Information of one respondent on average, free_count²: expected, observed, or the mean outer product of scores.
MatrixXd information_of(const Fit& fit, const Objective& objective, Information kind);

/// Casewise scores: ∂ log-likelihood/∂x of every respondent of a group, n × free_count. ML with rows only.
MatrixXd scores_of(const Fit& fit, std::size_t group);

/// Z (Z'IZ)⁻¹ Z' for the open directions Z; an empty matrix if it does not exist.
MatrixXd constrained_inverse(const MatrixXd& information, const MatrixXd& open);

/// What the sandwich and the adjusted tests share. With W of the discrepancy, Γ of the statistics and Δ the Jacobian:
/// E = Δ'WΔ, and U = W - WΔE⁻¹Δ'W over all groups together.
struct Sandwich {
  MatrixXd bread;            // E
  MatrixXd inverse;          // E⁻¹ under the constraints; empty if it does not exist
  MatrixXd meat;             // Δ'WΓWΔ
  double trace = 0;          // tr(UΓ)
  double trace_squared = 0;  // tr(UΓUΓ)
};
/// @param second  work out trace_squared too
Sandwich sandwich_of(const Fit& fit, const Objective& objective, bool second);
/// The same with other weight matrices W, one per group.
Sandwich sandwich_with(const Fit& fit, const Objective& objective, const std::vector<MatrixXd>& weights, bool second);

/// Standard errors of all rows from fit.vcov, by the delta method for := rows.
void fill_standard_errors(Fit& fit);

/// The tests that the settings name, the standard one first. Needs fit.first_order for the Yuan-Bentler tests,
/// and the sandwich, with its second trace where they use it, for the Satorra-Bentler family.
std::vector<TestResult> tests_of(const Fit& fit, const Objective& objective, const Sandwich& sandwich);

}  // namespace rapport::stats::sem
