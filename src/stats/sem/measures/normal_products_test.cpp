#include "stats/sem/measures/normal_products.hpp"

#include <doctest/doctest.h>

#include <Eigen/LU>

#include "stats/sem/measures/weights.hpp"

using namespace rapport::stats::sem;
using Eigen::MatrixXd;

TEST_CASE("products with the normal-theory matrices are those of the matrices written out") {
  std::srand(7);
  const MatrixXd root = MatrixXd::Random(5, 5);
  const MatrixXd cov = root * root.transpose() + MatrixXd::Identity(5, 5);
  for (const bool means : {false, true}) {
    const MatrixXd weights = expected_moment_information(cov, means), gamma = normal_moment_covariance(cov, means);
    const MatrixXd columns = MatrixXd::Random(gamma.rows(), 3);
    CHECK(times_normal_weights(cov.inverse(), means, columns).isApprox(weights * columns, 1e-12));
    CHECK(times_normal_covariance(cov, means, columns).isApprox(gamma * columns, 1e-12));
    CHECK(normal_variances(cov, means).isApprox(gamma.diagonal(), 1e-14));
  }
}
