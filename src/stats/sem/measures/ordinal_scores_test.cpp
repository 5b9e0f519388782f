#include "stats/sem/measures/ordinal_scores.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace rapport::stats::sem;

namespace {
VectorXd numbers(std::initializer_list<double> values) {
  return Eigen::Map<const VectorXd>(values.begin(), static_cast<Index>(values.size()));
}
const Prior standard_normal{.mean = VectorXd::Zero(1), .precision = MatrixXd::Identity(1, 1)};
std::vector<ItemGivenFactors> two_binary_items() {
  return {{.variable = 0, .loading = numbers({1}), .sd = 1, .thresholds = numbers({0})},
          {.variable = 1, .loading = numbers({1}), .sd = 1, .thresholds = numbers({0})}};
}
}  // namespace

TEST_CASE("answers that cancel out leave the prior's mean") {
  CHECK(likeliest_factors(two_binary_items(), standard_normal, numbers({1, 2}))[0] == doctest::Approx(0).epsilon(1e-9));
}

TEST_CASE("higher categories mean higher scores, and mirrored answers mirrored ones") {
  const double high = likeliest_factors(two_binary_items(), standard_normal, numbers({2, 2}))[0];
  const double low = likeliest_factors(two_binary_items(), standard_normal, numbers({1, 1}))[0];
  CHECK(high > 0.3);
  CHECK(high == doctest::Approx(-low));
}

TEST_CASE("without a prior, answers all in the highest category have no score") {
  const Prior none{.mean = VectorXd::Zero(1), .precision = {}};
  CHECK(std::isnan(likeliest_factors(two_binary_items(), none, numbers({2, 2}))[0]));
  CHECK(likeliest_factors(two_binary_items(), none, numbers({1, 2}))[0] == doctest::Approx(0).epsilon(1e-9));
}

TEST_CASE("a continuous item alone gives the regression score") {
  const std::vector<ItemGivenFactors> item = {{.variable = 0, .loading = numbers({.8}), .sd = .6}};
  CHECK(likeliest_factors(item, standard_normal, numbers({1}))[0] == doctest::Approx(.8));  // λ/(λ² + θ) · y
}

TEST_CASE("an item that was not answered says nothing") {
  const double both = likeliest_factors(two_binary_items(), standard_normal, numbers({2, NAN}))[0];
  const std::vector<ItemGivenFactors> first = {two_binary_items()[0]};
  CHECK(both == doctest::Approx(likeliest_factors(first, standard_normal, numbers({2}))[0]));
}
