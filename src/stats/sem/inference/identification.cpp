#include "stats/sem/inference/identification.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <numbers>

#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/sem/inference/infer.hpp"

namespace rapport::stats::sem {
namespace {

constexpr double singular = 1e-11;  // smallest eigenvalue of the scaled information that still counts as information
constexpr double involved = 0.1;    // share of a null direction above which a parameter is named
constexpr std::size_t most_named = 8;

/// Whether a matrix, brought to a diagonal of 1, surely has no eigenvalue below the limit. None is looked for: the
/// smallest is at least the determinant / e, as the others, whose mean is at most n / (n - 1), have a product below e.
bool surely_regular(const Eigen::LLT<MatrixXd>& factor, const MatrixXd& matrix) {
  const double determinant = (factor.matrixLLT().diagonal().array().square() / matrix.diagonal().array()).prod();
  return determinant / std::numbers::e > singular;
}

}  // namespace

std::string parameter_name(const ParameterTable& table, Index free) {
  for (const Parameter& row : table.rows) {
    if (static_cast<Index>(row.free) - 1 != free) continue;
    std::string name =
        row.op == Op::intercept ? row.lhs + " ~ 1" : row.lhs + " " + std::string(symbol_of(row.op)) + " " + row.rhs;
    if (table.group_count > 1) name += " (group " + std::to_string(row.group) + ")";
    return name;
  }
  return {};
}

void refuse_too_few_moments(const Fit& fit) {
  if (fit.df >= 0) return;
  throw NotEstimable("too_few_moments",
                     "The model is not identified: it has " + std::to_string(fit.parameter_count) +
                         " free parameters, but the data give only " + std::to_string(statistic_count(fit)) +
                         " means, variances and covariances to estimate them from (df = " + std::to_string(fit.df) +
                         "). Fix parameters, set some equal, or add indicators.");
}

MatrixXd refuse_unidentified(const Fit& fit, const Objective& objective) {
  Sums sums(fit.structure.free_count);
  if (!objective.evaluate(fit.x, Curvature::expected, sums)) return {};
  const MatrixXd open = open_directions(fit);
  const bool all_open = fit.constraint_jacobian.rows() == 0;
  const MatrixXd information = all_open ? sums.hessian : MatrixXd(open.transpose() * sums.hessian * open);
  const Eigen::LLT<MatrixXd> quick(information);
  if (quick.info() == Eigen::Success && ((all_open && surely_regular(quick, information)) || quick.rcond() > 1e-9))
    return sums.hessian / 2;

  VectorXd scale = sums.hessian.diagonal().cwiseSqrt();
  for (Index i = 0; i < scale.size(); ++i)
    if (!(scale(i) > 0)) scale(i) = 1;
  const MatrixXd directions = scale.asDiagonal() * open;
  const MatrixXd norm = directions.transpose() * directions;
  const Eigen::GeneralizedSelfAdjointEigenSolver<MatrixXd> solver(information, norm);
  if (solver.info() == Eigen::Success && solver.eigenvalues().minCoeff() > singular) return sums.hessian / 2;
  const VectorXd null = (directions * solver.eigenvectors().col(0)).normalized();
  std::string names;
  std::size_t named = 0;
  for (Index i = 0; i < null.size() && named < most_named; ++i) {
    if (std::abs(null(i)) < involved) continue;
    names += (named++ ? ", " : "") + parameter_name(fit.table, i);
  }
  throw NotEstimable("not_identified",
                     "The model is not identified: these parameters can be changed together without any change in what "
                     "the model implies: " +
                         names + ". Fix one of them, set some equal, or add indicators.");
}

}  // namespace rapport::stats::sem
