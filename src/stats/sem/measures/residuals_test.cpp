#include "stats/sem/measures/residuals.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "support/sem_fit.hpp"

using namespace rapport::stats::sem;

namespace {
Fit one_factor_of_four(double last = .55) {
  return test::fit_to_moments("f =~ a + b + c + d", {"a", "b", "c", "d"},
                              {1, .56, .48, .42, .56, 1, .42, .33, .48, .42, 1, last, .42, .33, last, 1}, 200);
}
}  // namespace

TEST_CASE("a model that reproduces the sample has no residuals, and none to standardize") {
  const auto residuals = residuals_of(test::one_factor());
  for (const double value : residuals[0].raw.values) CHECK(std::abs(value) < 1e-6);
  for (const double value : residuals[0].standardized.values) CHECK(value == 0);
  CHECK(!residual_summary(test::one_factor(), 0));
}

TEST_CASE("the model's misfit shows where it is, in every kind of residual") {
  const auto residuals = residuals_of(one_factor_of_four());
  const auto& set = residuals[0];
  CHECK(set.raw.at(2, 3) > .05);  // c with d
  CHECK(set.correlation.at(2, 3) == doctest::Approx(set.raw.at(2, 3) * 200 / 199).epsilon(1e-9));
  CHECK(std::abs(set.standardized.at(2, 3)) > std::abs(set.normalized.at(2, 3)));  // a residual varies less than S does
}

TEST_CASE("a standardized residual of one degree of freedom is a z of the whole model") {
  const Fit fit = test::fit_to_moments("b ~ a\n c ~ b", {"a", "b", "c"}, {1, .5, .35, .5, 1, .5, .35, .5, 1}, 400);
  REQUIRE(fit.df == 1);
  const auto& names = fit.structure.variables;
  const auto at = [&](const char* name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  const double z = residuals_of(fit)[0].standardized.at(at("a"), at("c"));
  CHECK(z * z == doctest::Approx(fit.chi_square).epsilon(0.1));
}

TEST_CASE("the population's misfit is estimated to be smaller than the sample's") {
  const auto summary = residual_summary(one_factor_of_four(), 0);
  REQUIRE(summary);
  CHECK(summary->usrmr < summary->srmr);
  CHECK(summary->exact_fit_pvalue < 0.01);
  CHECK(summary->usrmr_ci_lower < summary->usrmr);
}
