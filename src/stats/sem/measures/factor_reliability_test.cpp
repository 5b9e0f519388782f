#include "stats/sem/measures/factor_reliability.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "support/sem_fit.hpp"

using namespace rapport::stats::sem;

TEST_CASE("reliability of three items with loadings of .8, .7 and .6, by hand") {
  const auto reliability = factor_reliability(test::one_factor());
  REQUIRE(reliability.size() == 1);
  const double omega = 2.1 * 2.1 / (2.1 * 2.1 + .36 + .51 + .64);
  CHECK(reliability[0].items == 3);
  CHECK(reliability[0].omega == doctest::Approx(omega).epsilon(1e-6));
  CHECK(reliability[0].composite_reliability == doctest::Approx(omega).epsilon(1e-6));
  CHECK(reliability[0].ave == doctest::Approx((.64 + .49 + .36) / 3).epsilon(1e-6));
  CHECK(reliability[0].alpha == doctest::Approx(1.5 * (1 - 3 / 5.92)));
}

TEST_CASE("a model that reproduces the covariances has the same omega with the observed variance") {
  const Fit fit = test::one_factor();
  CHECK(unstandardized_reliability(fit)[0].omega_observed ==
        doctest::Approx(factor_reliability(fit)[0].omega).epsilon(1e-6));
}

TEST_CASE("a residual covariance between items is no part of what they measure") {
  const std::vector<double> cov = {1, .56, .48, .42, .56, 1, .42, .33, .48, .42, 1, .55, .42, .33, .55, 1};
  const std::vector<std::string> names = {"a", "b", "c", "d"};
  const double without = factor_reliability(test::fit_to_moments("f =~ a + b + c + d", names, cov, 200))[0].omega;
  const double with = factor_reliability(test::fit_to_moments("f =~ a + b + c + d\n c ~~ d", names, cov, 200))[0].omega;
  CHECK(with < without);
}

TEST_CASE("two factors have one ratio, of their items' correlations") {
  const Fit fit = test::fit_to_moments("f =~ a + b\n g =~ c + d", {"a", "b", "c", "d"},
                                       {1, .5, .3, .3, .5, 1, .3, .3, .3, .3, 1, .5, .3, .3, .5, 1}, 200);
  const rapport::stats::NamedMatrix ratios = factor_htmt(fit)[0];
  CHECK(ratios.rows == std::vector<std::string>{"f", "g"});
  CHECK(ratios.at(0, 1) == doctest::Approx(.6));
  CHECK(ratios.at(0, 0) == 1);
}
