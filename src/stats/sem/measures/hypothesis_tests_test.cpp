#include "stats/sem/measures/hypothesis_tests.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "stats/model/model_error.hpp"
#include "stats/sem/estimate.hpp"
#include "support/sem_fit.hpp"

using namespace rapport::stats::sem;

namespace {
const std::vector<std::string> names = {"a", "b", "c", "d"};
const std::vector<double> cov = {1, .56, .48, .42, .56, 1, .42, .33, .48, .42, 1, .35, .42, .33, .35, 1};
Fit free_fit() {
  return test::fit_to_moments("f =~ 1*a + p*b + q*c + d", names, cov, 200);
}
Fit equal_fit() {
  return test::fit_to_moments("f =~ 1*a + p*b + p*c + d", names, cov, 200);
}
}  // namespace

TEST_CASE("a Wald test of one parameter is the square of its z") {
  const Fit fit = free_fit();
  double z = 0;
  for (std::size_t row = 0; row < fit.table.rows.size(); ++row) {
    if (fit.table.rows[row].label == "p") z = fit.estimates[row] / fit.se[row];
  }
  const ChiSquareTest test = wald_test(fit, "p == 0");
  CHECK(test.statistic == doctest::Approx(z * z).epsilon(1e-6));
  CHECK(test.df == 1);
}

TEST_CASE("Wald, score and likelihood-ratio tests of one equality agree roughly, and in their degrees of freedom") {
  const double wald = wald_test(free_fit(), "p == q").statistic;
  const ScoreTests score = score_tests(equal_fit());
  const ChiSquareTest ratio = difference_test(equal_fit(), free_fit());
  CHECK(ratio.method == "standard");
  CHECK(ratio.df == 1);
  CHECK(wald == doctest::Approx(ratio.statistic).epsilon(0.15));
  CHECK(score.total.statistic == doctest::Approx(ratio.statistic).epsilon(0.15));
  REQUIRE(score.single.size() == 1);
  CHECK(score.single[0].test.statistic == doctest::Approx(score.total.statistic));
}

TEST_CASE("hypotheses that repeat one another, or name nothing, are refused") {
  CHECK_THROWS_AS(wald_test(free_fit(), "p == 0; 2*p == 0"), NotEstimable);
  for (const char* none : {"r == 0", "p < 1", "f ~~ a", "twice := 2*p", "p == q; f =~ b"}) {
    CAPTURE(none);
    CHECK_THROWS_AS(wald_test(free_fit(), none), rapport::stats::ModelError);
  }
  CHECK(wald_test(free_fit(), "twice := 2*p; twice == 0").statistic ==
        doctest::Approx(wald_test(free_fit(), "p == 0").statistic));
}

TEST_CASE("models with the same degrees of freedom have no difference test") {
  CHECK(std::isnan(difference_test(free_fit(), free_fit()).statistic));
}

TEST_CASE("a model without equality constraints has no score tests") {
  CHECK(score_tests(free_fit()).single.empty());
}
