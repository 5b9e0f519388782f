#include <cmath>
#include <nlopt.hpp>
#include <vector>

#include "stats/sem/engine/minimise.hpp"

namespace rapport::stats::sem {
namespace {

constexpr double inadmissible = 1e10;  // F where Σ is not positive definite: NLopt steps back from it

/// The problem in the coordinates of NLopt: z of the linear constraints, or x itself where bounds need it.
struct Problem {
  const Objective& objective;
  const Constraints& constraints;
  Sums sums;
  bool reduced;
  int evaluations = 0;

  VectorXd x_of(const std::vector<double>& z) const {
    const Eigen::Map<const VectorXd> own(z.data(), static_cast<Index>(z.size()));
    return reduced ? constraints.expand(own) : VectorXd(own);
  }
  MatrixXd chain(const MatrixXd& jacobian) const {
    return reduced ? MatrixXd(jacobian * constraints.basis()) : jacobian;
  }

  double value(const std::vector<double>& z, std::vector<double>& gradient) {
    ++evaluations;
    const bool fine = objective.evaluate(x_of(z), Curvature::gradient, sums);
    const VectorXd own = reduced ? VectorXd(constraints.basis().transpose() * sums.gradient) : sums.gradient;
    for (std::size_t i = 0; i < gradient.size(); ++i) gradient[i] = fine ? own(static_cast<Index>(i)) : 0;
    return fine ? sums.value : inadmissible;
  }
};

double objective_of(const std::vector<double>& z, std::vector<double>& gradient, void* data) {
  return static_cast<Problem*>(data)->value(z, gradient);
}

void write_constraint(unsigned rows, double* result, unsigned columns, double* gradient, const VectorXd& values,
                      const MatrixXd& jacobian, double sign) {
  for (unsigned i = 0; i < rows; ++i) {
    result[i] = sign * values(i);
    if (gradient)
      for (unsigned j = 0; j < columns; ++j) gradient[i * columns + j] = sign * jacobian(i, j);
  }
}

void equalities_of(unsigned rows, double* result, unsigned columns, const double* z, double* gradient, void* data) {
  const auto& problem = *static_cast<Problem*>(data);
  const VectorXd x = problem.x_of({z, z + columns});
  write_constraint(rows, result, columns, gradient, problem.constraints.equality_values(x),
                   problem.chain(problem.constraints.equality_jacobian(x)), 1);
}

void linear_equalities_of(unsigned rows, double* result, unsigned columns, const double* x, double* gradient,
                          void* data) {
  const auto& problem = *static_cast<Problem*>(data);
  write_constraint(rows, result, columns, gradient, problem.constraints.linear_values(problem.x_of({x, x + columns})),
                   problem.constraints.linear(), 1);
}

void inequalities_of(unsigned rows, double* result, unsigned columns, const double* z, double* gradient, void* data) {
  const auto& problem = *static_cast<Problem*>(data);  // NLopt wants ≤ 0
  const VectorXd x = problem.x_of({z, z + columns});
  write_constraint(rows, result, columns, gradient, problem.constraints.inequality_values(x),
                   problem.chain(problem.constraints.inequality_jacobian(x)), -1);
}

std::vector<double> as_vector(const VectorXd& values) {
  return {values.data(), values.data() + values.size()};
}

}  // namespace

Minimum minimise_by_quasi_newton(const Objective& objective, const Structure& structure, const Constraints& constraints,
                                 const VectorXd& start, int iteration_limit, Way way) {
  const bool has_bounds = constraints.lower().array().isFinite().any() || constraints.upper().array().isFinite().any();
  Problem problem{objective, constraints, Sums(structure.free_count), constraints.any_linear() && !has_bounds};
  VectorXd first = start;
  if (has_bounds) first = first.cwiseMax(constraints.lower()).cwiseMin(constraints.upper());
  std::vector<double> z = as_vector(problem.reduced ? constraints.reduce(first) : first);

  const bool keeps_linear = constraints.any_linear() && !problem.reduced;
  const bool descends = way == Way::descent && !keeps_linear;
  nlopt::opt search(descends ? nlopt::LD_LBFGS : nlopt::LD_SLSQP, static_cast<unsigned>(z.size()));
  search.set_min_objective(objective_of, &problem);
  if (keeps_linear)
    search.add_equality_mconstraint(linear_equalities_of, &problem,
                                    std::vector<double>(static_cast<std::size_t>(constraints.linear().rows()), 1e-10));
  if (constraints.equality_count() > 0)
    search.add_equality_mconstraint(equalities_of, &problem, std::vector<double>(constraints.equality_count(), 1e-10));
  if (constraints.inequality_count() > 0)
    search.add_inequality_mconstraint(inequalities_of, &problem,
                                      std::vector<double>(constraints.inequality_count(), 1e-12));
  if (has_bounds) {
    search.set_lower_bounds(as_vector(constraints.lower()));
    search.set_upper_bounds(as_vector(constraints.upper()));
  }
  search.set_ftol_rel(1e-14);
  search.set_xtol_rel(1e-12);
  search.set_maxeval(iteration_limit);
  Minimum minimum;
  try {
    double value = 0;
    const nlopt::result result = search.optimize(z, value);
    minimum.converged = result > 0 && result != nlopt::MAXEVAL_REACHED;
  } catch (const std::exception&) {
    minimum.converged = true;  // roundoff-limited: z is the best point found; the polish decides
  }
  minimum.x = problem.x_of(z);
  minimum.iterations = problem.evaluations;
  std::vector<double> none;
  minimum.value = problem.value(z, none);
  return minimum;
}

}  // namespace rapport::stats::sem
