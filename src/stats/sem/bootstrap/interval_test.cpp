#include <doctest/doctest.h>

#include <cmath>

#include "stats/sem/bootstrap/bootstrap.hpp"

using namespace rapport::stats::sem;

namespace {
std::vector<double> up_to(int last) {
  std::vector<double> draws;
  for (int i = last; i > 0; --i) draws.push_back(i);
  return draws;
}
}  // namespace

TEST_CASE("percentiles are order statistics of one draw more than there are") {
  const DrawnInterval interval = interval_from(up_to(99), 50, {}, BootstrapInterval::percentile, 0.9);
  CHECK(interval.lower == doctest::Approx(5));
  CHECK(interval.upper == doctest::Approx(95));
  const DrawnInterval between = interval_from(up_to(100), 50.5, {}, BootstrapInterval::percentile, 0.9);
  CHECK(between.lower > 5);
  CHECK(between.lower < 5.1);
  CHECK(between.lower + between.upper == doctest::Approx(101));
  const DrawnInterval few = interval_from(up_to(10), 5.5, {}, BootstrapInterval::percentile, 0.95);
  CHECK(few.lower == 1);
  CHECK(few.upper == 10);
}

TEST_CASE("a bias-corrected interval moves to where the estimate lies among the draws") {
  const auto at = [](double estimate) {
    return interval_from(up_to(999), estimate, {}, BootstrapInterval::bias_corrected, 0.95);
  };
  CHECK(at(500).lower == doctest::Approx(25).epsilon(1e-6));
  CHECK(at(600).lower > at(500).lower);
  CHECK(at(600).upper > at(500).upper);
  CHECK(std::isfinite(at(5000).lower));  // an estimate beyond every draw
}

TEST_CASE("skewed influence of respondents moves the interval further, and no draws have none") {
  std::vector<double> jackknife(100, 1.0);
  jackknife[0] = -3;  // without this one the quantity is much smaller
  const auto plain = interval_from(up_to(999), 500, {}, BootstrapInterval::bca, 0.95);
  const auto skewed = interval_from(up_to(999), 500, jackknife, BootstrapInterval::bca, 0.95);
  CHECK(skewed.lower > plain.lower);
  CHECK(skewed.upper > plain.upper);
  CHECK(std::isnan(interval_from({1}, 1, {}, BootstrapInterval::percentile, 0.95).lower));
}
