#include "stats/sem/measures/residual_indices.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace rapport::stats::sem;

namespace {
MatrixXd two_by_two(double a, double b, double c) {
  MatrixXd matrix(2, 2);
  matrix << a, b, b, c;
  return matrix;
}

/// Two variables whose covariance 1.0 the model takes to be 0.4; sample standard deviations 2 and 1.
Sample sample() {
  GroupSample group{.n = 100};
  group.cov = two_by_two(4, 1, 1);
  group.mean = VectorXd::Zero(2);
  return {.variables = {"a", "b"}, .is_ordinal = {false, false}, .groups = {group}};
}
std::vector<Implied> implied() {
  return {{.cov = two_by_two(4, .4, 1), .mean = VectorXd::Zero(2), .tau = {}}};
}
}  // namespace

TEST_CASE("root mean square residuals, worked by hand") {
  const ResidualIndices indices = residual_indices(sample(), implied(), false);
  CHECK(indices.rmr == doctest::Approx(std::sqrt(.6 * .6 / 3)));
  CHECK(indices.srmr == doctest::Approx(std::sqrt(.3 * .3 / 3)));
  CHECK(indices.crmr == doctest::Approx(.3));  // one correlation, .5 against .2
}

TEST_CASE("means count in the denominators, and only in the values that are not nomean") {
  const ResidualIndices indices = residual_indices(sample(), implied(), true);
  CHECK(indices.srmr == doctest::Approx(std::sqrt(.3 * .3 / 5)));
  CHECK(indices.srmr_bentler_nomean == doctest::Approx(std::sqrt(.3 * .3 / 3)));
}

TEST_CASE("a perfect model has a goodness of fit of 1") {
  const VectorXd moments = VectorXd::LinSpaced(3, 1, 3);
  const auto twice = [](const VectorXd& v) -> VectorXd { return 2 * v; };
  CHECK(goodness_of_fit({moments}, {moments}, {twice}, {100}) == 1);
  CHECK(goodness_of_fit({moments}, {VectorXd::Zero(3)}, {twice}, {100}) == doctest::Approx(0));
}
