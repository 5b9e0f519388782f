#include <Eigen/QR>
#include <cmath>

#include "stats/sem/engine/minimise.hpp"

namespace rapport::stats::sem {
namespace {

constexpr double active = 1e-7;

/// Constraints that are taken as equalities: all nonlinear ones, inequalities and bounds that hold as such.
struct ActiveSet {
  std::vector<Index> inequalities;
  std::vector<Index> at_lower;
  std::vector<Index> at_upper;
};

ActiveSet active_at(const Constraints& constraints, const VectorXd& x) {
  ActiveSet set;
  if (constraints.inequality_count() > 0) {
    const VectorXd values = constraints.inequality_values(x);
    for (Index i = 0; i < values.size(); ++i)
      if (values(i) <= active) set.inequalities.push_back(i);
  }
  for (Index i = 0; i < x.size(); ++i) {
    if (x(i) - constraints.lower()(i) <= active) set.at_lower.push_back(i);
    if (constraints.upper()(i) - x(i) <= active) set.at_upper.push_back(i);
  }
  return set;
}

struct Linearized {
  MatrixXd jacobian;
  VectorXd values;
};

Linearized linearize(const Constraints& constraints, const ActiveSet& set, const VectorXd& x) {
  const MatrixXd equal = constraints.equality_jacobian(x);
  const auto rows =
      equal.rows() + static_cast<Index>(set.inequalities.size() + set.at_lower.size() + set.at_upper.size());
  Linearized result{MatrixXd::Zero(rows, x.size()), VectorXd::Zero(rows)};
  result.jacobian.topRows(equal.rows()) = equal;
  result.values.head(equal.rows()) = constraints.equality_values(x);
  Index at = equal.rows();
  if (!set.inequalities.empty()) {
    const MatrixXd jacobian = constraints.inequality_jacobian(x);
    const VectorXd values = constraints.inequality_values(x);
    for (const Index i : set.inequalities) {
      result.jacobian.row(at) = jacobian.row(i);
      result.values(at++) = values(i);
    }
  }
  for (const Index i : set.at_lower) {
    result.jacobian(at, i) = 1;
    result.values(at++) = x(i) - constraints.lower()(i);
  }
  for (const Index i : set.at_upper) {
    result.jacobian(at, i) = 1;
    result.values(at++) = x(i) - constraints.upper()(i);
  }
  return result;
}

}  // namespace

Minimum polish_constrained(const Objective& objective, const Structure& structure, const Constraints& constraints,
                           const Minimum& start) {
  Minimum minimum = start;
  const ActiveSet set = active_at(constraints, start.x);
  Sums sums(structure.free_count);
  const MatrixXd& z = constraints.basis();
  double best = std::numeric_limits<double>::infinity();
  for (int iteration = 0; iteration < 200; ++iteration) {
    if (!objective.evaluate(minimum.x, Curvature::expected, sums)) return start;
    const Linearized linear = linearize(constraints, set, minimum.x);
    const MatrixXd jacobian = linear.jacobian * z;
    const Index n = z.cols();
    const Index k = jacobian.rows();
    MatrixXd system = MatrixXd::Zero(n + k, n + k);
    system.topLeftCorner(n, n) = z.transpose() * sums.hessian * z;
    system.topRightCorner(n, k) = jacobian.transpose();
    system.bottomLeftCorner(k, n) = jacobian;
    VectorXd right(n + k);
    right << -(z.transpose() * sums.gradient), -linear.values;
    const VectorXd solution = Eigen::CompleteOrthogonalDecomposition<MatrixXd>(system).solve(right);
    const VectorXd move = solution.head(n);
    const double size = std::abs(move.dot(system.topLeftCorner(n, n) * move)) + linear.values.squaredNorm();
    if (!std::isfinite(size)) return start;
    if (size >= best && best < 1e-9) {  // rounding has taken over
      minimum.converged = true;
      break;
    }
    if (size > 1 && iteration > 0) return start;
    best = std::min(best, size);
    minimum.x += z * move;
    ++minimum.iterations;
    if (size < 1e-24) {
      minimum.converged = true;
      break;
    }
  }
  minimum.x = minimum.x.cwiseMax(constraints.lower()).cwiseMin(constraints.upper());
  for (const Index i : set.at_lower) minimum.x(i) = constraints.lower()(i);  // on the bound, not a rounding beside it
  for (const Index i : set.at_upper) minimum.x(i) = constraints.upper()(i);
  if (!objective.evaluate(minimum.x, Curvature::none, sums)) return start;
  minimum.value = sums.value;
  return minimum;
}

}  // namespace rapport::stats::sem
