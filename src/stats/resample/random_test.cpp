#include "stats/resample/random.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "stats/resample/quantile.hpp"

using namespace rapport::stats;

TEST_CASE("the same seed and stream give the same numbers, others do not") {
  Random a(1, 2), b(1, 2), c(2, 1), d(1, 3);
  const std::uint64_t first = a.next();
  CHECK(b.next() == first);
  CHECK(c.next() != first);
  CHECK(d.next() != first);
}

TEST_CASE("indices cover their range evenly") {
  Random random(5, 0);
  std::vector<int> counts(7);
  for (int i = 0; i < 70000; ++i) ++counts[random.index(7)];
  for (const int count : counts) CHECK(std::abs(count - 10000) < 400);  // four standard deviations
  CHECK(random.index(1) == 0);
}

TEST_CASE("normal numbers have mean 0, variance 1 and the tails of a normal distribution") {
  Random random(11, 4);
  const int n = 200000;
  double sum = 0, squares = 0;
  int beyond = 0;
  for (int i = 0; i < n; ++i) {
    const double x = random.normal();
    sum += x;
    squares += x * x;
    beyond += std::abs(x) > 1.959963984540054;
  }
  CHECK(std::abs(sum / n) < 0.01);
  CHECK(squares / n == doctest::Approx(1).epsilon(0.015));
  CHECK(static_cast<double>(beyond) / n == doctest::Approx(0.05).epsilon(0.05));
}

TEST_CASE("quantiles interpolate as R does by default") {
  std::vector<double> numbers{4, 1, 3, 2};
  CHECK(quantile(numbers, 0.5) == 2.5);
  CHECK(quantile(numbers, 0.1) == doctest::Approx(1.3));  // quantile(1:4, 0.1) in R
  CHECK(quantile(numbers, 0) == 1);
  CHECK(quantile(numbers, 1) == 4);
  std::vector<double> one{7};
  CHECK(quantile(one, 0.975) == 7);
}
