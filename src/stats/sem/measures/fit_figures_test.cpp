#include <doctest/doctest.h>

#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/measures/fit_measures.hpp"
#include "support/sem_fit.hpp"

using namespace rapport::stats::sem;

TEST_CASE("the moments of fixed covariates, which always fit, do not count in the GFI") {
  const auto gfi = [](const Options& options) {
    const Fit fit = test::fit_to_moments("y ~ x\nv ~ y", {"y", "v", "x"}, {4, 2, 3, 2, 5, 3, 3, 3, 9}, 100, options);
    return figures_of(fit, fit).gfi;
  };
  CHECK(gfi({}) == doctest::Approx(0.9268293).epsilon(1e-7));  // as lavaan 0.6-14 has it
  CHECK(gfi({.fixed_x = false}) == doctest::Approx(0.9473684).epsilon(1e-6));
}
