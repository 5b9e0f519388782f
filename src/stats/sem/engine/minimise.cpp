#include "stats/sem/engine/minimise.hpp"

#include <Eigen/Cholesky>
#include <cmath>

namespace rapport::stats::sem {
namespace {

constexpr double start_of_newton = 1e-2;  // Newton decrement below which the exact Hessian is tried
constexpr double keeps_hessian = 1e-7;    // a decrement from which on the Hessian hardly changes: gradients suffice
constexpr double last_newton = 1e-12;     // a decrement whose square, which the next Newton step leaves, is exact
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
    bool may_keep = true;
    bool kept = false;  // the factor is that of an earlier point
    const auto renew = [&] {
      may_keep = kept = false;
      return objective_.evaluate(x_, curvature, sums_);
    };
    for (minimum.iterations = 0; minimum.iterations < limit; ++minimum.iterations) {
      if (!kept && !factorize(curvature)) {  // the exact Hessian is not positive definite here
        curvature = Curvature::expected;
        objective_.evaluate(x_, curvature, sums_);
        if (!factorize(curvature)) break;
      }
      if (!direction()) break;
      stalled = decrement_ < 0.5 * best ? 0 : stalled + 1;
      best = std::min(best, decrement_);
      if (decrement_ <= exact || (!kept && stalled > 3 && decrement_ < good_enough)) {
        minimum.converged = true;
        break;
      }
      if (!kept && curvature == Curvature::observed && decrement_ < last_newton) {
        x_ += direction_;
        sums_.value -= decrement_ / 2;
        ++minimum.iterations;
        minimum.converged = true;
        break;
      }
      if (kept && stalled > 0) {
        if (!renew()) break;
        continue;
      }
      const bool is_final_kind = !has_exact_ || curvature == Curvature::observed;
      kept = may_keep && is_final_kind && decrement_ < keeps_hessian;
      if (has_exact_ && decrement_ < start_of_newton) curvature = Curvature::observed;
      if (step(kept ? Curvature::gradient : curvature)) continue;
      if (kept && renew()) continue;
      minimum.converged = decrement_ < good_enough;
      break;
    }
    minimum.x = x_;
    minimum.value = sums_.value;
    return minimum;
  }

 private:
  /// The Hessian in the coordinates z, brought to a diagonal of 1.
  bool factorize(Curvature curvature) {
    MatrixXd hessian = constraints_.any_linear()
                           ? MatrixXd(constraints_.basis().transpose() * sums_.hessian * constraints_.basis())
                           : sums_.hessian;
    unit_ = hessian.diagonal().cwiseAbs().cwiseSqrt();
    for (Index i = 0; i < unit_.size(); ++i) unit_(i) = unit_(i) > 1e-150 ? 1 / unit_(i) : 1;
    hessian.array() *= (unit_ * unit_.transpose()).array();
    factor_.compute(hessian);
    if (factor_.info() == Eigen::Success) return true;
    if (curvature == Curvature::observed) return false;
    hessian.diagonal().array() += 1e-8;  // flat directions: identification is judged at the minimum
    factor_.compute(hessian);
    return factor_.info() == Eigen::Success;
  }

  /// Towards the minimum of the quadratic that the factor and the gradient describe.
  bool direction() {
    VectorXd gradient =
        constraints_.any_linear() ? VectorXd(constraints_.basis().transpose() * sums_.gradient) : sums_.gradient;
    gradient.array() *= unit_.array();
    VectorXd move = factor_.solve(-gradient);
    decrement_ = -gradient.dot(move);
    if (!std::isfinite(decrement_)) return false;
    move.array() *= unit_.array();
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
  VectorXd unit_;  // 1/√ of the Hessian's diagonal
  Eigen::LLT<MatrixXd> factor_;
  VectorXd direction_;
  double decrement_ = 0;
};

bool is_better(const Minimum& found, const Minimum& best) {
  if (best.x.size() == 0) return true;
  return found.converged && (!best.converged || found.value < best.value);
}

/// What a minimum is looked for in.
struct Search {
  const Objective& objective;
  const Structure& structure;
  const Constraints& constraints;
  bool has_exact_hessian;
  int limit;  // of scoring; the quasi-Newton methods take twenty times as many, cheaper, steps
  const VectorXd& start;
  const MoreStarts& others;

  std::vector<VectorXd> starts() const {
    std::vector<VectorXd> all{start};
    if (others)
      for (VectorXd& other : others()) all.push_back(std::move(other));
    return all;
  }
  Minimum rough(const VectorXd& from, Way way) const {
    return minimise_by_quasi_newton(objective, structure, constraints, from, 20 * limit, way);
  }
  Minimum on_the_edge(const VectorXd& from, Way way) const {
    return polish_constrained(objective, structure, constraints, rough(from, way));
  }
};

/// Linear equalities at most.
Minimum free_minimum(const Search& search, bool try_others) {
  Scoring scoring(search.objective, search.constraints, search.structure.free_count, search.has_exact_hessian);
  Minimum best = scoring.run(search.start, search.limit);
  if (best.converged || !try_others) return best;
  for (const VectorXd& start : search.starts()) {
    const Minimum rough = search.rough(start, Way::descent);
    Minimum again = scoring.run(rough.x, search.limit);
    again.iterations += best.iterations + rough.iterations;
    if (again.converged || again.value < best.value) best = again;
    if (best.converged) break;
  }
  return best;
}

/// Bounds can leave several minima, inside and on the edge: the best that the starts lead to.
Minimum minimum_within_bounds(const Search& search) {
  Scoring scoring(search.objective, search.constraints, search.structure.free_count, search.has_exact_hessian);
  Minimum best;
  for (const VectorXd& start : search.starts()) {
    const Minimum inside = scoring.run(start, search.limit);
    if (inside.converged && !search.constraints.violated(inside.x, 1e-12)) {
      if (is_better(inside, best)) best = inside;
      continue;
    }
    for (const Way way : {Way::sqp, Way::descent}) {
      const Minimum found = search.on_the_edge(start, way);
      if (is_better(found, best)) best = found;
    }
  }
  return best;
}

}  // namespace

Minimum minimise(const Objective& objective, const Structure& structure, const Constraints& constraints,
                 const VectorXd& start, const MoreStarts& others, bool has_exact_hessian, int iteration_limit) {
  const Search search{objective, structure, constraints, has_exact_hessian, iteration_limit > 0 ? iteration_limit : 500,
                      start,     others};
  if (!constraints.any_other()) return free_minimum(search, iteration_limit == 0);
  if (constraints.equality_count() == 0 && constraints.inequality_count() == 0) return minimum_within_bounds(search);
  if (constraints.equality_count() == 0) {
    const Minimum free = free_minimum(search, false);
    if (free.converged && !constraints.violated(free.x, 1e-12)) return free;
  }
  Minimum found = search.on_the_edge(start, Way::sqp);
  if (constraints.broken(found.x).empty() || !others) return found;
  for (const VectorXd& other : others()) {
    found = search.on_the_edge(other, Way::sqp);
    if (constraints.broken(found.x).empty()) break;
  }
  return found;
}

}  // namespace rapport::stats::sem
