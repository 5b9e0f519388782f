#include "stats/sem/measures/weights.hpp"

#include <doctest/doctest.h>

#include <Eigen/LU>

using namespace rapport::stats::sem;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {
MatrixXd cov() {
  MatrixXd matrix(3, 3);
  matrix << 2, .5, .3, .5, 1, .2, .3, .2, 1.5;
  return matrix;
}
}  // namespace

TEST_CASE("one variable's variance has information 1/(2σ⁴)") {
  CHECK(expected_moment_information(MatrixXd::Constant(1, 1, 4.0), false)(0, 0) == doctest::Approx(1.0 / 32));
}

TEST_CASE("the inverse of the expected information is the covariance of normal moments") {
  const MatrixXd gamma = expected_moment_information(cov(), false).inverse();
  CHECK(gamma(0, 0) == doctest::Approx(2 * 2 * 2));         // 2σ₁₁²
  CHECK(gamma(1, 1) == doctest::Approx(2 * 1 + .5 * .5));   // σ₁₁σ₂₂ + σ₁₂²
  CHECK(gamma(1, 2) == doctest::Approx(2 * .2 + .5 * .3));  // σ₁₁σ₂₃ + σ₁₂σ₁₃
}

TEST_CASE("the covariance of normal moments is written down without an inversion") {
  CHECK(normal_moment_covariance(cov(), true).isApprox(expected_moment_information(cov(), true).inverse(), 1e-10));
}

TEST_CASE("at the sample's own moments observed and expected information agree") {
  const VectorXd mean = VectorXd::LinSpaced(3, 1, 3);
  CHECK(observed_moment_information(cov(), mean, cov(), mean, true)
            .isApprox(expected_moment_information(cov(), true), 1e-12));
}

TEST_CASE("a single pattern without gaps is complete data") {
  GroupSample group{.n = 10};
  const VectorXd mean = VectorXd::Zero(3), shifted = VectorXd::Constant(3, .1);
  group.patterns.push_back({.observed = {0, 1, 2}, .n = 10, .mean = shifted, .cov = 1.1 * cov()});
  CHECK(missing_moment_information(group, cov(), mean, false)
            .isApprox(observed_moment_information(1.1 * cov(), shifted, cov(), mean, true), 1e-12));
  CHECK(missing_moment_information(group, cov(), mean, true).isApprox(expected_moment_information(cov(), true), 1e-12));
}

TEST_CASE("a variable that half of the respondents answered has half of the information") {
  GroupSample group{.n = 10};
  const MatrixXd identity = MatrixXd::Identity(2, 2);
  group.patterns.push_back({.observed = {0, 1}, .n = 5, .mean = VectorXd::Zero(2), .cov = identity});
  group.patterns.push_back({.observed = {0}, .n = 5, .mean = VectorXd::Zero(1), .cov = MatrixXd::Identity(1, 1)});
  const MatrixXd information = missing_moment_information(group, identity, VectorXd::Zero(2), true);
  CHECK(information(0, 0) == doctest::Approx(1));
  CHECK(information(1, 1) == doctest::Approx(0.5));
  CHECK(information(4, 4) == doctest::Approx(0.25));  // the second variance: half of 1/2
}

TEST_CASE("scores of rows with gaps speak only of what was answered") {
  MatrixXd rows(1, 2);
  rows << 2, NAN;
  const MatrixXd products = first_order_moment_information(rows, MatrixXd::Identity(2, 2), VectorXd::Zero(2), true);
  CHECK(products(0, 0) == doctest::Approx(4));          // (2 - 0)²
  CHECK(products(2, 2) == doctest::Approx(1.5 * 1.5));  // ½(2² - 1)
  CHECK(products.row(1).norm() == 0);
  CHECK(products.row(4).norm() == 0);
}
