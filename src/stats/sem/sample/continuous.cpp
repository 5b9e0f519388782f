#include "stats/sem/sample/continuous.hpp"

#include <Eigen/Cholesky>

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
}  // namespace

VectorXd vech(const MatrixXd& matrix) {
  const Index p = matrix.rows();
  VectorXd result(p * (p + 1) / 2);
  Index at = 0;
  for (Index j = 0; j < p; ++j) {
    result.segment(at, p - j) = matrix.col(j).tail(p - j);
    at += p - j;
  }
  return result;
}

void add_moments(GroupSample& group, bool divides_by_n) {
  const auto n = static_cast<double>(group.rows.rows());
  group.mean = group.rows.colwise().sum().transpose() / n;
  const MatrixXd centered = group.rows.rowwise() - group.mean.transpose();
  group.cov.setZero(centered.cols(), centered.cols());
  group.cov.selfadjointView<Eigen::Lower>().rankUpdate(centered.transpose(), 1 / (divides_by_n ? n : n - 1));
  group.cov.triangularView<Eigen::StrictlyUpper>() = group.cov.transpose();
}

VectorXd continuous_statistics(const GroupSample& group, bool with_means) {
  const VectorXd lower = vech(group.cov);
  if (!with_means) return lower;
  VectorXd result(group.mean.size() + lower.size());
  result << group.mean, lower;
  return result;
}

MatrixXd distribution_free_gamma(const MatrixXd& rows, bool with_means, const std::vector<Index>& fixed,
                                 GammaPart part) {
  const Index n = rows.rows();
  const Index p = rows.cols();
  const Index means = with_means ? p : 0;
  const MatrixXd centered = rows.rowwise() - rows.colwise().mean();
  MatrixXd predicted = MatrixXd::Zero(n, fixed.empty() ? 0 : p);
  if (!fixed.empty()) {
    const MatrixXd covariates = centered(Eigen::all, fixed);
    predicted = covariates * (covariates.transpose() * covariates).ldlt().solve(covariates.transpose() * centered);
    for (const Index i : fixed) predicted.col(i) = centered.col(i);
  }
  MatrixXd z(n, means + p * (p + 1) / 2);
  if (with_means) z.leftCols(p) = centered;
  if (with_means && !fixed.empty()) z.leftCols(p) -= predicted;
  Index at = means;
  for (Index j = 0; j < p; ++j) {
    for (Index i = j; i < p; ++i, ++at) {
      z.col(at) = centered.col(i).cwiseProduct(centered.col(j));
      if (!fixed.empty()) z.col(at) -= predicted.col(i).cwiseProduct(predicted.col(j));
    }
  }
  z.rowwise() -= z.colwise().mean().eval();
  return gamma_from(z, part);
}

}  // namespace rapport::stats::sem
