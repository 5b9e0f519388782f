// How long a structural equation model takes: best of several runs, as other work only slows a run down.
//   sem_bench FOLDER     writes the data and models there too, for scripts/bench_sem.mjs to give lavaan the same
// Prints one line per task: its name, a tab, the seconds of one fit (of all draws for the bootstrap).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>

#include "stats/sem/estimate.hpp"
#include "stats/simulate/draw_answers.hpp"
#include "stats/table/csv.hpp"

namespace {

using namespace rapport::stats;
using namespace rapport::stats::sem;

constexpr const char* small_model = "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9\n";

/// With about the estimates that Holzinger and Swineford's answers have.
constexpr const char* small_population =
    "visual =~ 1*x1 + 0.55*x2 + 0.73*x3\ntextual =~ 1*x4 + 1.11*x5 + 0.93*x6\nspeed =~ 1*x7 + 1.18*x8 + 1.08*x9\n"
    "visual ~~ 0.81*visual + 0.41*textual + 0.26*speed\ntextual ~~ 0.98*textual + 0.17*speed\nspeed ~~ 0.38*speed\n"
    "x1 ~~ 0.55*x1\nx2 ~~ 1.13*x2\nx3 ~~ 0.84*x3\nx4 ~~ 0.37*x4\nx5 ~~ 0.45*x5\nx6 ~~ 0.36*x6\nx7 ~~ 0.8*x7\n"
    "x8 ~~ 0.49*x8\nx9 ~~ 0.57*x9\n";

constexpr const char* large_model =
    "cfocus =~ cf1 + cf2 + cf3 + cf4\ncfeed =~ fb1 + fb2 + fb3\nrapport =~ ra1 + ra2 + ra3 + ra4\n"
    "support =~ su1 + su2 + su3\nreview =~ rv1 + rv2 + rv3\nwom =~ wm1 + wm2 + wm3\ncommit =~ cm1 + cm2 + cm3 + cm4\n"
    "rapport ~ cfocus + cfeed\nsupport ~ cfocus + cfeed\nreview ~ rapport + support\nwom ~ rapport + support + review\n"
    "commit ~ wom + rapport + review\n";

constexpr const char* large_population =
    "cfocus =~ 1*cf1 + 0.9*cf2 + 1.1*cf3 + 0.8*cf4\ncfeed =~ 1*fb1 + 0.9*fb2 + 1.1*fb3\n"
    "rapport =~ 1*ra1 + 0.9*ra2 + 1.1*ra3 + 0.8*ra4\nsupport =~ 1*su1 + 0.9*su2 + 1.1*su3\n"
    "review =~ 1*rv1 + 0.9*rv2 + 1.1*rv3\nwom =~ 1*wm1 + 0.9*wm2 + 1.1*wm3\n"
    "commit =~ 1*cm1 + 0.9*cm2 + 1.1*cm3 + 0.8*cm4\ncfocus ~~ 0.4*cfeed\n"
    "rapport ~ 0.4*cfocus + 0.3*cfeed\nsupport ~ 0.2*cfocus + 0.4*cfeed\nreview ~ 0.4*rapport + 0.2*support\n"
    "wom ~ 0.3*rapport + 0.2*support + 0.3*review\ncommit ~ 0.3*wom + 0.2*rapport + 0.2*review\n";

/// Every tenth answer taken out, so that there are ten patterns of gaps.
DataTable with_gaps(DataTable data) {
  for (std::size_t j = 0; j < data.columns.size(); ++j)
    for (std::size_t i = 0; i < data.row_count; ++i)
      if ((7 * i + 13 * j) % 10 == 0) data.columns[j].numbers[i] = std::numeric_limits<double>::quiet_NaN();
  return data;
}

/// What a call of lavaan works out: estimates, standard errors and tests. Its fitMeasures() is a call of its own.
SemResult fit(const char* model, const DataTable& data, const Options& options) {
  return estimate_sem(model, data, options, {},
                      {.fit_measures = false,
                       .standardized = false,
                       .residuals = false,
                       .modification_indices = false,
                       .effects = false,
                       .reliability = false});
}

void measure(const char* task, int runs, const std::function<void()>& work) {
  double best = std::numeric_limits<double>::max();
  for (int run = 0; run < runs; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    best = std::min(best, seconds.count());
  }
  std::printf("%s\t%.9f\n", task, best);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: sem_bench FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const auto write = [&](const char* name, const std::string& text) { std::ofstream(folder / name) << text; };
  const DataTable small = draw_answers(population_of_model(small_population), {301}, {.seed = 1});
  const auto large_groups = population_of_model(large_population);
  const DataTable large = draw_answers(large_groups, {525}, {.seed = 2});
  const DataTable gaps = with_gaps(large);
  const DataTable ordinal = draw_answers(large_groups, {525}, {.seed = 2, .likert = 5});
  write("small.lav", small_model);
  write("large.lav", large_model);
  write("small.csv", write_csv(small));
  write("large.csv", write_csv(large));
  write("gaps.csv", write_csv(gaps));
  write("ordinal.csv", write_csv(ordinal));

  measure("small", 300, [&] { fit(small_model, small, {}); });
  measure("small, all that a report prints", 300, [&] { estimate_sem(small_model, small); });
  measure("ML", 100, [&] { fit(large_model, large, {}); });
  measure("ML, all that a report prints", 20, [&] { estimate_sem(large_model, large); });
  measure("MLR", 40, [&] { fit(large_model, large, {.estimator = Estimator::mlr}); });
  measure("FIML", 40, [&] { fit(large_model, gaps, {.missing = Missing::ml}); });
  measure("WLSMV", 20, [&] { fit(large_model, ordinal, {.all_ordered = true}); });
  measure("bootstrap", 3, [&] { fit(large_model, large, {.se = StandardErrors::bootstrap, .bootstrap = 1000}); });
  measure("bootstrap, one thread", 1,
          [&] { fit(large_model, large, {.se = StandardErrors::bootstrap, .bootstrap = 1000, .threads = 1}); });
}
