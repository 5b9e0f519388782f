// The long form of src/stats/sem/simulation_test.cpp: bias, coverage and rejection of four estimators, as a table.
//   sem_simulation [SAMPLES]     of each kind, 10,000 by default
#include <cstdio>
#include <cstdlib>

#include "stats/sem/simulation_study.hpp"

int main(int argc, char** argv) {
  using namespace rapport::stats::sem;
  const std::size_t samples = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 10000;
  if (samples < 2) {
    std::fprintf(stderr, "usage: sem_simulation [SAMPLES], at least 2\n");
    return 2;
  }
  const double error = std::sqrt(0.05 * 0.95 / static_cast<double>(samples));
  std::printf("Simulation: %zu samples of each kind; the standard error of a share of 5 or 95 %% is %.2f %%\n", samples,
              100 * error);
  std::printf(
      "| estimator | n | true model rejected | coverage of 95 %% intervals | bias / sd at most | mean se / sd | failed "
      "|\n");
  std::printf("|---|--:|--:|--:|--:|--:|--:|\n");
  for (const SimulationStudy& study : simulation_studies(samples)) {
    const SimulationResult result = simulate_sem(study);
    double low = 1, high = 0, bias = 0, least = 9, most = 0;
    for (const SimulatedParameter& row : result.parameters) {
      low = std::min(low, row.coverage);
      high = std::max(high, row.coverage);
      bias = std::max(bias, std::abs(row.mean - row.population) / row.sd);
      least = std::min(least, row.mean_se / row.sd);
      most = std::max(most, row.mean_se / row.sd);
    }
    std::printf("| %s | %zu | %.2f %% | %.1f – %.1f %% | %.3f | %.3f – %.3f | %zu |\n", study.name.c_str(),
                study.respondents, 100 * result.rejected, 100 * low, 100 * high, bias, least, most, result.failed);
  }
}
