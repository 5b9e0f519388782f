#include "stats/sem/measures/fit_indices.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "stats/sem/measures/chi_square.hpp"

using namespace rapport::stats::sem;

// The Holzinger-Swineford model: figures of lavaan 0.6-14 for 301 respondents.
namespace {
const ChiSquare model{.statistic = 85.3055217699727, .df = 24};
const ChiSquare baseline{.statistic = 918.851589292384, .df = 36};
}  // namespace

TEST_CASE("a model is compared with the baseline model") {
  const IncrementalIndices indices = incremental_indices(model, baseline);
  CHECK(indices.cfi == doctest::Approx(0.930559651799336).epsilon(1e-9));
  CHECK(indices.tli == doctest::Approx(0.895839477699004).epsilon(1e-9));
  CHECK(indices.rfi == doctest::Approx(0.86074107707263).epsilon(1e-9));
  CHECK(indices.nfi == doctest::Approx(0.90716071804842).epsilon(1e-9));
  CHECK(indices.ifi == doctest::Approx(0.931490849987258).epsilon(1e-9));
}

TEST_CASE("the T-size CFI is what R's noncentral chi-square gives, close to the authors' approximation") {
  const ChiSquare nine{.statistic = 28.098, .df = 23}, independent{.statistic = 502.279, .df = 36};  // their example
  CHECK(t_size_cfi(nine, independent) == doctest::Approx(0.930819316595).epsilon(1e-8));
  CHECK(t_size_cfi(nine, independent) == doctest::Approx(0.930855187113).epsilon(1e-4));
  CHECK(t_size_cfi(model, baseline) == doctest::Approx(0.870192751056).epsilon(1e-6));
  CHECK(t_size_cfi({.statistic = 0, .df = 0}, baseline) == 1);
  CHECK(t_size_cfi({.statistic = 85, .df = 24}, {.statistic = 10, .df = 36}) == 0);  // no misfit to take away
}

TEST_CASE("a model that fits better than its degrees of freedom has a CFI of 1, but its TLI goes beyond") {
  const IncrementalIndices indices = incremental_indices({.statistic = 20, .df = 24}, baseline);
  CHECK(indices.cfi == 1);
  CHECK(indices.tli > 1);
}

TEST_CASE("a saturated model has perfect indices and an RMSEA of 0 without a test") {
  CHECK(incremental_indices({.statistic = 0, .df = 0}, baseline).tli == 1);
  const Rmsea value = rmsea(ChiSquare{.statistic = 0, .df = 0}, 301, 1);
  CHECK(value.value == 0);
  CHECK(value.ci_upper == 0);
  CHECK(std::isnan(value.close));
}

TEST_CASE("RMSEA comes with its interval and both tests") {
  const Rmsea value = rmsea(model, 301, 1);
  CHECK(value.value == doctest::Approx(0.0921214845101686).epsilon(1e-9));
  CHECK(value.ci_lower == doctest::Approx(0.0714184904399382).epsilon(1e-6));
  CHECK(value.ci_upper == doctest::Approx(0.113678016811963).epsilon(1e-6));
  CHECK(value.close == doctest::Approx(0.000661236778051855).epsilon(1e-6));
  CHECK(value.not_close == doctest::Approx(0.839552896762844).epsilon(1e-6));
}

TEST_CASE("several groups multiply RMSEA by the root of their number") {
  CHECK(rmsea(model, 301, 2).value == doctest::Approx(std::sqrt(2.0) * rmsea(model, 301, 1).value));
}

TEST_CASE("a statistic smaller than its degrees of freedom starts the interval at 0") {
  CHECK(rmsea(ChiSquare{.statistic = 15, .df = 24}, 301, 1).value == 0);
  CHECK(rmsea(ChiSquare{.statistic = 15, .df = 24}, 301, 1).ci_lower == 0);
}

TEST_CASE("a scaled statistic of factor 1 is the plain one") {
  const Rmsea plain = rmsea(model, 301, 1);
  const Rmsea scaled = rmsea(ScaledChiSquare{.statistic = model.statistic, .df = 24, .expected = 24}, 301, 1);
  CHECK(plain.ci_upper == scaled.ci_upper);
  CHECK(plain.close == scaled.close);
}

TEST_CASE("huge statistics have defined indices") {
  const Rmsea value = rmsea(ChiSquare{.statistic = 5e5, .df = 240}, 1e6, 1);
  CHECK(value.ci_lower < value.value);
  CHECK(value.value < value.ci_upper);
  CHECK(value.close == doctest::Approx(1).epsilon(1e-6));
  CHECK(std::isfinite(value.not_close));
}

TEST_CASE("critical N is the sample in which the statistic would just be significant") {
  CHECK(critical_n(model, 301, 0.05) == doctest::Approx(129.490).epsilon(1e-5));
  CHECK(std::isnan(critical_n({.statistic = 0, .df = 24}, 301, 0.05)));
}
