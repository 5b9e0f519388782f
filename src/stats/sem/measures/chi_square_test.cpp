#include "stats/sem/measures/chi_square.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace rapport::stats::sem;

// Expected values from R 4.2.2.
TEST_CASE("tails and quantiles are R's") {
  CHECK(chi_square_upper_tail(85.3, 24) == doctest::Approx(8.52016876757e-09).epsilon(1e-9));
  CHECK(chi_square_quantile(0.95, 24) == doctest::Approx(36.4150285018).epsilon(1e-10));
  CHECK(noncentral_chi_square_cdf(30, 24, 10) == doctest::Approx(0.361579793237).epsilon(1e-9));
  CHECK(normal_two_sided(1.959963984540054) == doctest::Approx(0.05).epsilon(1e-12));
}

TEST_CASE("without noncentrality the distribution is the central one") {
  CHECK(noncentral_chi_square_cdf(20, 24, 0) == doctest::Approx(1 - chi_square_upper_tail(20, 24)));
}

TEST_CASE("beyond the exact range the approximation takes over without a step") {
  CHECK(noncentral_chi_square_cdf(3e4, 10, 2.9e4) == doctest::Approx(0.998043027249).epsilon(1e-5));
  const double before = noncentral_chi_square_cdf(19999, 50, 19900),
               after = noncentral_chi_square_cdf(20001, 50, 19902);
  CHECK(before == doctest::Approx(after).epsilon(1e-4));
}

TEST_CASE("the noncentrality of a probability is found, and is 0 where none is needed") {
  CHECK(noncentrality_for(0.05, 85.3055217699727, 24) == doctest::Approx(93.3535235016).epsilon(1e-8));
  CHECK(noncentrality_for(0.95, 10, 24) == 0);
}

TEST_CASE("what has no distribution has no tail") {
  CHECK(std::isnan(chi_square_upper_tail(3, 0)));
  CHECK(std::isnan(chi_square_upper_tail(NAN, 3)));
  CHECK(chi_square_quantile(0.95, 0) == 0);
}
