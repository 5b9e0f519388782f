#include "stats/sem/engine/minimise.hpp"

#include <Eigen/Cholesky>
#include <cmath>

namespace rapport::stats::sem {
namespace {

constexpr double start_of_newton = 1e-2;  // Newton decrement below which the exact Hessian is tried
constexpr double exact = 1e-19;           // a decrement that no longer moves F
constexpr double good_enough = 1e-11;     // a decrement at which a stalled search still counts as converged

/// Scoring in the coordinates z of the linear constraints.
class Scoring {
 public:
  Scoring(const Objective& objective, const Constraints& constraints, Index free_count, bool has_exact_hessian)
      : objective_(objective),
        constraints_(constraints),
        sums_(free_count),
        trial_(free_count),
        has_exact_(has_exact_hessian) {}

  Minimum run(const VectorXd& start, int limit) {
    x_ = constraints_.any_linear() ? constraints_.expand(constraints_.reduce(start)) : start;
    Minimum minimum;
    if (!objective_.evaluate(x_, Curvature::expected, sums_)) return {.x = x_};
    Curvature curvature = Curvature::expected;
    double best = std::numeric_limits<double>::infinity();
    int stalled = 0;
    for (minimum.iterations = 0; minimum.iterations < limit; ++minimum.iterations) {
      if (!direction(curvature)) {  // the exact Hessian is not positive definite here
        curvature = Curvature::expected;
        objective_.evaluate(x_, curvature, sums_);
        if (!direction(curvature)) break;
      }
      stalled = decrement_ < 0.5 * best ? 0 : stalled + 1;
      best = std::min(best, decrement_);
      if (decrement_ <= exact || (stalled > 3 && decrement_ < good_enough)) {
        minimum.converged = true;
        break;
      }
      if (has_exact_ && decrement_ < start_of_newton) curvature = Curvature::observed;
      if (!step(curvature)) {
        minimum.converged = decrement_ < good_enough;
        break;
      }
    }
    minimum.x = x_;
    minimum.value = sums_.value;
    return minimum;
  }

 private:
  bool direction(Curvature curvature) {
    MatrixXd hessian;
    VectorXd gradient;
    if (constraints_.any_linear()) {
      gradient.noalias() = constraints_.basis().transpose() * sums_.gradient;
      hessian.noalias() = constraints_.basis().transpose() * sums_.hessian * constraints_.basis();
    } else {
      gradient = sums_.gradient;
      hessian = sums_.hessian;
    }
    VectorXd scale = hessian.diagonal().cwiseAbs().cwiseSqrt();
    for (Index i = 0; i < scale.size(); ++i)
      if (!(scale(i) > 1e-150)) scale(i) = 1;
    hessian = scale.cwiseInverse().asDiagonal() * hessian * scale.cwiseInverse().asDiagonal();
    gradient = gradient.cwiseQuotient(scale);
    Eigen::LLT<MatrixXd> factor(hessian);
    if (factor.info() != Eigen::Success) {
      if (curvature == Curvature::observed) return false;
      hessian.diagonal().array() += 1e-8;  // flat directions: identification is judged at the minimum
      factor.compute(hessian);
      if (factor.info() != Eigen::Success) return false;
    }
    const VectorXd z = factor.solve(-gradient);
    decrement_ = -gradient.dot(z);
    if (!std::isfinite(decrement_)) return false;
    const VectorXd move = z.cwiseQuotient(scale);
    direction_ = constraints_.any_linear() ? VectorXd(constraints_.basis() * move) : move;
    return true;
  }

  bool step(Curvature curvature) {
    double length = 1;
    for (int halvings = 0; halvings < 40; ++halvings, length /= 2) {
      const VectorXd x = x_ + length * direction_;
      if (!objective_.evaluate(x, curvature, trial_)) continue;
      const double slack = 1e-13 * (1 + std::abs(sums_.value));  // rounding of F itself
      if (trial_.value > sums_.value - 1e-4 * length * decrement_ + slack) continue;
      x_ = x;
      std::swap(sums_, trial_);
      return true;
    }
    return false;
  }

  const Objective& objective_;
  const Constraints& constraints_;
  Sums sums_;
  Sums trial_;
  bool has_exact_;
  VectorXd x_;
  VectorXd direction_;
  double decrement_ = 0;
};

}  // namespace

Minimum minimise(const Objective& objective, const Structure& structure, const Constraints& constraints,
                 const VectorXd& start, bool has_exact_hessian, int iteration_limit) {
  const int limit = iteration_limit > 0 ? iteration_limit : 500;
  const bool bent = constraints.equality_count() > 0;
  if (!bent) {
    Scoring scoring(objective, constraints, structure.free_count, has_exact_hessian);
    Minimum minimum = scoring.run(start, limit);
    if (minimum.converged && !constraints.violated(minimum.x, 1e-12)) return minimum;
    if (!constraints.any_other()) {
      if (iteration_limit > 0) return minimum;
      const Minimum rough = minimise_by_quasi_newton(objective, structure, constraints, start, 20 * limit);
      Minimum again = scoring.run(rough.x, limit);
      again.iterations += minimum.iterations + rough.iterations;
      return again.converged || again.value < minimum.value ? again : minimum;
    }
  }
  return polish_constrained(objective, structure, constraints,
                            minimise_by_quasi_newton(objective, structure, constraints, start, 20 * limit));
}

}  // namespace rapport::stats::sem
