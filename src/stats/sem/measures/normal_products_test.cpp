#include "stats/sem/measures/normal_products.hpp"

#include <doctest/doctest.h>

#include <Eigen/LU>

#include "stats/sem/measures/weights.hpp"

using namespace rapport::stats::sem;
using Eigen::MatrixXd;

TEST_CASE("products with the normal-theory weights are those of the matrix written out") {
  std::srand(7);
  const MatrixXd root = MatrixXd::Random(5, 5);
  const MatrixXd cov = root * root.transpose() + MatrixXd::Identity(5, 5);
  for (const bool means : {false, true}) {
    const MatrixXd weights = expected_moment_information(cov, means);
    const Eigen::VectorXd statistics = Eigen::VectorXd::Random(weights.rows());
    CHECK(times_normal_weights(cov.inverse(), means, statistics).isApprox(weights * statistics, 1e-12));
  }
}
