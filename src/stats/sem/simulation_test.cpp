// Samples from a known population: estimates centre on its values, 95 % intervals hold them in 95 of 100 samples, and
// the test rejects the true model in 5 of 100. The seeds are fixed; the bounds are four standard errors of so many
// samples, so that a right estimator fails with a probability of 1 in 16,000 when seeds change. The long form, whose
// bounds are a fifth of these, is bench/sem_simulation.cpp.
#include "stats/sem/simulation_study.hpp"

#include <doctest/doctest.h>

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {

void check_study(const SimulationStudy& study) {
  CAPTURE(study.name);
  const SimulationResult result = simulate_sem(study);
  const auto samples = static_cast<double>(study.samples);
  CHECK(result.failed <= study.samples / 100);
  CHECK(std::abs(result.rejected - 0.05) < 4 * std::sqrt(0.05 * 0.95 / samples));
  CHECK(result.parameters.size() >= 7);
  for (const SimulatedParameter& row : result.parameters) {
    CAPTURE(row.lhs + row.op + row.rhs);
    CHECK(std::abs(row.mean - row.population) < 4 * row.sd / std::sqrt(samples));
    CHECK(std::abs(row.coverage - 0.95) < 4 * std::sqrt(0.05 * 0.95 / samples));
    CHECK(std::abs(row.mean_se / row.sd - 1) < 4 / std::sqrt(2 * samples));
  }
}

}  // namespace

TEST_CASE("ML, MLR, FIML and WLSMV are unbiased, cover 95 % and reject 5 %, within Monte Carlo error") {
  for (const SimulationStudy& study : simulation_studies(400)) check_study(study);
}

TEST_CASE("a simulation is the same for any number of threads") {
  SimulationStudy study = simulation_studies(20).front();
  const SimulationResult one = simulate_sem(study, 1);
  const SimulationResult three = simulate_sem(study, 3);
  CHECK(one.rejected == three.rejected);
  for (std::size_t i = 0; i < one.parameters.size(); ++i) CHECK(one.parameters[i].mean == three.parameters[i].mean);
}
