#pragma once

#include <functional>
#include <vector>

#include "stats/sem/engine/constraints.hpp"
#include "stats/sem/engine/objective.hpp"

namespace rapport::stats::sem {

struct Minimum {
  VectorXd x;  // free_count
  double value = 0;
  int iterations = 0;
  bool converged = false;
};

using MoreStarts = std::function<std::vector<VectorXd>()>;

/// Minimizes F under the constraints. Scoring (expected Hessian, or Gauss-Newton for least squares), then Newton steps
/// with the exact Hessian where ML has one, each step halved until F falls; the last steps, for which the Hessian of
/// the one before is kept while the decrement goes on shrinking, are taken until the Newton decrement no longer
/// matters, so a minimum is exact to rounding. Where that fails: L-BFGS from each start, then the same again. Nonlinear
/// equalities, and inequalities that the free minimum breaks: SQP (SLSQP), then Newton steps on the active set. Bounds
/// can leave several minima: the best of those that each start leads to, freely or, where that breaks a bound, by SQP
/// and by L-BFGS.
/// @param others           more starts, asked for where the first is not enough; may be empty
/// @param iteration_limit  0: 500
Minimum minimise(const Objective& objective, const Structure& structure, const Constraints& constraints,
                 const VectorXd& start, const MoreStarts& others, bool has_exact_hessian, int iteration_limit);

/// The sure and slow ways, used by minimise (NLopt): SLSQP (Kraft 1988), whose steps are long, and L-BFGS (Liu &
/// Nocedal 1989), which goes downhill in short ones and knows no constraints but linear equalities or bounds, not both.
enum class Way { sqp, descent };
Minimum minimise_by_quasi_newton(const Objective& objective, const Structure& structure, const Constraints& constraints,
                                 const VectorXd& start, int iteration_limit, Way way);

/// Newton steps on the Lagrangian of the constraints that are active at the start.
Minimum polish_constrained(const Objective& objective, const Structure& structure, const Constraints& constraints,
                           const Minimum& start);

}  // namespace rapport::stats::sem
