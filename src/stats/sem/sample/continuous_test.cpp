#include "stats/sem/sample/continuous.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace rapport::stats::sem;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {
/// More rows than are summed at a time.
MatrixXd answers() {
  std::mt19937_64 random(31);
  MatrixXd rows(1100, 3);
  for (Index k = 0; k < rows.rows(); ++k) {
    const auto common = static_cast<double>(random() % 7);
    for (Index i = 0; i < 3; ++i) rows(k, i) = common + static_cast<double>(random() % 9);
  }
  return rows;
}

/// Γ by its definition, row by row, given what is to be taken off each row.
MatrixXd slow_gamma(const MatrixXd& centered, const MatrixXd& predicted) {
  const Index p = centered.cols();
  MatrixXd z(centered.rows(), p + p * (p + 1) / 2);
  for (Index k = 0; k < z.rows(); ++k) {
    const VectorXd y = centered.row(k);
    const VectorXd y_hat = predicted.row(k);
    z.row(k) << (y - y_hat).transpose(), vech(y * y.transpose() - y_hat * y_hat.transpose()).transpose();
  }
  z.rowwise() -= z.colwise().mean().eval();
  return z.transpose() * z / static_cast<double>(z.rows());
}
}  // namespace

TEST_CASE("vech takes the lower triangle column by column") {
  MatrixXd matrix(3, 3);
  matrix << 1, 2, 3, 2, 4, 5, 3, 5, 6;
  const VectorXd lower = vech(matrix);
  for (Index i = 0; i < 6; ++i) CHECK(lower(i) == static_cast<double>(i + 1));
}

TEST_CASE("the distribution-free covariance of moments is that of their definition, however many rows there are") {
  const MatrixXd rows = answers();
  const MatrixXd centered = rows.rowwise() - rows.colwise().mean();
  const MatrixXd expected = slow_gamma(centered, MatrixXd::Zero(rows.rows(), 3));
  CHECK(distribution_free_gamma(rows, true).isApprox(expected, 1e-12));
  CHECK(distribution_free_gamma(rows, false).isApprox(expected.bottomRightCorner(6, 6), 1e-12));
  CHECK(distribution_free_gamma(rows, true, {}, GammaPart::diagonal).diagonal().isApprox(expected.diagonal(), 1e-12));
}

TEST_CASE("given fixed covariates, their own moments have no variance") {
  const MatrixXd rows = answers();
  const MatrixXd centered = rows.rowwise() - rows.colwise().mean();
  const VectorXd x = centered.col(2);
  const MatrixXd expected = slow_gamma(centered, x * (x.transpose() * centered) / x.squaredNorm());
  const MatrixXd gamma = distribution_free_gamma(rows, true, {2});
  CHECK((gamma - expected).cwiseAbs().maxCoeff() < 1e-9 * expected.cwiseAbs().maxCoeff());
  CHECK(gamma.row(2).cwiseAbs().maxCoeff() == 0);
  CHECK(gamma.row(8).cwiseAbs().maxCoeff() < 1e-12);
}
