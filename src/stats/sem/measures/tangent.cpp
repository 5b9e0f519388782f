#include "stats/sem/measures/tangent.hpp"

#include <Eigen/Cholesky>
#include <algorithm>

#include "stats/sem/inference/infer.hpp"
#include "stats/sem/measures/extension.hpp"

namespace rapport::stats::sem {

std::vector<double> group_shares(const Sample& sample) {
  std::vector<double> shares;
  for (const auto& group : sample.groups)
    shares.push_back(static_cast<double>(group.n) / static_cast<double>(sample.total()));
  return shares;
}

Fit with_open_covariates(const Fit& fit) {
  std::vector<std::size_t> exogenous;
  for (std::size_t row = 0; row < fit.table.rows.size(); ++row) {
    const Parameter& parameter = fit.table.rows[row];
    if (parameter.exo && parameter.free == 0 && !fit.settings.conditional_x) exogenous.push_back(row);
  }
  return extended_by(fit, exogenous);
}

std::vector<MatrixXd> free_tangent(const Fit& fit) {
  const Fit open = with_open_covariates(fit);
  const bool is_constrained = open.constraint_jacobian.rows() > 0;
  MatrixXd directions;
  if (is_constrained) directions = open_directions(open);
  std::vector<MatrixXd> tangent;
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    MatrixXd jacobian = jacobian_at(open.structure, g, open.x);
    tangent.push_back(is_constrained ? MatrixXd(jacobian * directions) : std::move(jacobian));
  }
  return tangent;
}

MatrixXd information_by(const std::vector<MatrixXd>& tangent, const std::vector<MatrixXd>& weights,
                        const std::vector<double>& shares) {
  const Index k = tangent.front().cols();
  MatrixXd information = MatrixXd::Zero(k, k);
  for (std::size_t g = 0; g < tangent.size(); ++g)
    information += shares[g] * tangent[g].transpose() * weights[g] * tangent[g];
  return information;
}

double expected_misfit(const std::vector<MatrixXd>& tangent, const std::vector<MatrixXd>& estimating,
                       const std::vector<MatrixXd>& covariance, const std::vector<MatrixXd>& counting,
                       const std::vector<double>& shares, const MatrixXd& information) {
  const Index k = information.cols();
  MatrixXd crossed = MatrixXd::Zero(k, k), meat = crossed, counted = crossed;
  double all = 0;
  for (std::size_t g = 0; g < tangent.size(); ++g) {
    const MatrixXd weighted = estimating[g] * tangent[g], counted_tangent = counting[g] * tangent[g];
    const MatrixXd spread = covariance[g] * weighted;
    crossed += shares[g] * spread.transpose() * counted_tangent;
    meat += shares[g] * weighted.transpose() * spread;
    counted += shares[g] * tangent[g].transpose() * counted_tangent;
    all += counting[g].cwiseProduct(covariance[g]).sum();
  }
  const Eigen::LDLT<MatrixXd> solver(information);
  return all - 2 * solver.solve(crossed).trace() + (solver.solve(meat) * solver.solve(counted)).trace();
}

}  // namespace rapport::stats::sem
