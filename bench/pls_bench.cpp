// How long 4,999 bootstrap draws of the path model of document 003 take: 17 items, 119 respondents, 5 constructs.
// Prints one line per number of threads: the seconds of the best of several runs, as other work only slows a run down.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "stats/pls/bootstrap.hpp"
#include "stats/simulate/simulate.hpp"

int main() {
  using namespace rapport::stats;
  const Study study = find_study("003-enterprise-initiatives");
  const PathModel model = parse_model(study_model(study));
  const DataTable table = simulate_study(study, study.seed);
  for (const unsigned threads : {1U, 2U}) {
    double best = 1e9;
    for (int run = 0; run < 5; ++run) {
      const auto begin = std::chrono::steady_clock::now();
      const PlsResult result = bootstrap_pls(model, table, {}, {.draws = 4999, .seed = 1, .threads = threads});
      const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
      if (result.bootstrap.failed > 0) std::printf("%zu draws failed\n", result.bootstrap.failed);
      best = std::min(best, seconds.count());
    }
    std::printf("PLS bootstrap, 4,999 draws, n = 119, 17 items, %u thread%s: %.3f s\n", threads,
                threads == 1 ? "" : "s", best);
  }
}
