#include "stats/sem/measures/standardized.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "stats/sem/measures/moments.hpp"
#include "support/sem_fit.hpp"

using namespace rapport::stats::sem;

namespace {
const EstimateRow& row(const std::vector<EstimateRow>& rows, const std::string& lhs, const std::string& op,
                       const std::string& rhs) {
  for (const EstimateRow& candidate : rows) {
    if (candidate.lhs == lhs && candidate.op == op && candidate.rhs == rhs) return candidate;
  }
  throw std::out_of_range(lhs + op + rhs);
}
}  // namespace

TEST_CASE("standardized loadings are those that made the correlations, whatever the marker") {
  const auto rows = standardized(test::one_factor(), Standardization::all);
  CHECK(row(rows, "f", "=~", "a").est == doctest::Approx(.8).epsilon(1e-6));
  CHECK(row(rows, "f", "=~", "b").est == doctest::Approx(.7).epsilon(1e-6));
  CHECK(row(rows, "f", "=~", "c").est == doctest::Approx(.6).epsilon(1e-6));
  CHECK(row(rows, "a", "~~", "a").est == doctest::Approx(.36).epsilon(1e-6));
}

TEST_CASE("a fixed marker has a standard error once it is standardized, and a standardized variance has none") {
  const auto rows = standardized(test::one_factor(), Standardization::all);
  CHECK(row(rows, "f", "=~", "a").se > 0);
  CHECK(row(rows, "f", "~~", "f").est == doctest::Approx(1));
  CHECK(row(rows, "f", "~~", "f").se == 0);
  CHECK(std::isnan(row(rows, "f", "~~", "f").z));
}

TEST_CASE("rescaling an item leaves the standardized solution and its standard errors alone") {
  const auto plain = standardized(test::one_factor(), Standardization::all);
  const auto scaled = standardized(
      test::fit_to_moments("f =~ a + b + c", {"a", "b", "c"}, {100, 5.6, 4.8, 5.6, 1, .42, 4.8, .42, 1}, 200),
      Standardization::all);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    CHECK(scaled[i].est == doctest::Approx(plain[i].est).epsilon(1e-6));
    CHECK(scaled[i].se == doctest::Approx(plain[i].se).epsilon(1e-5));
  }
}

TEST_CASE("a simple regression's standardized slope is the correlation, and std.nox keeps the covariate's unit") {
  const Fit fit = test::fit_to_moments("y ~ x", {"y", "x"}, {4, 3, 3, 9}, 100);
  CHECK(row(standardized(fit, Standardization::all), "y", "~", "x").est == doctest::Approx(.5).epsilon(1e-6));
  CHECK(row(standardized(fit, Standardization::all_but_exogenous), "y", "~", "x").est ==
        doctest::Approx(.5 / 3 * std::sqrt(100.0 / 99)).epsilon(1e-6));
}

TEST_CASE("defined parameters are worked out anew from the standardized values") {
  const Fit fit =
      test::fit_to_moments("m ~ a*x\n y ~ b*m\n ab := a*b", {"y", "m", "x"}, {4, 1.2, .9, 1.2, 1, .5, .9, .5, 1}, 150);
  const auto rows = standardized(fit, Standardization::all);
  const double a = row(rows, "m", "~", "x").est, b = row(rows, "y", "~", "m").est;
  CHECK(rows.back().op == ":=");
  CHECK(rows.back().est == doctest::Approx(a * b));
}

TEST_CASE("R² is the squared standardized loading of an item with one factor") {
  const auto shares = r_squared(test::one_factor());
  CHECK(shares[0][0].first == "a");
  CHECK(shares[0][0].second == doctest::Approx(.64).epsilon(1e-6));
}
