#include "stats/sem/interrupt.hpp"

#include <doctest/doctest.h>

#include <atomic>

#include "stats/sem/engine/drawn_data.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/sem/invariance/invariance.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {

constexpr const char* model = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f";

std::string code_of(const std::function<void()>& run) {
  try {
    run();
  } catch (const Interrupted& end) {
    CHECK(std::string(end.what()).ends_with("."));
    return end.code;
  }
  return {};
}

}  // namespace

TEST_CASE("a run ends at its time limit and says so") {
  Options options;
  options.time_limit = 1e-9;
  CHECK(code_of([&] { estimate_sem(model, drawn_data(200, 1), options); }) == "time_limit");
  options.time_limit = 1e6;
  CHECK(estimate_sem(model, drawn_data(200, 1), options).converged);
}

TEST_CASE("a bootstrap, an EM, a ladder and polychoric correlations end when they are told to, whatever the threads") {
  for (const unsigned threads : {1U, 3U}) {
    std::atomic<int> asked = 0;
    Options options;
    options.threads = threads;
    options.bootstrap = 100'000;
    options.stop = [&] { return ++asked > 300; };
    options.se = StandardErrors::bootstrap;
    CHECK(code_of([&] { estimate_sem(model, drawn_data(200, 1), options); }) == "stopped");
    CHECK(asked < 330);  // each thread ends at its next question
    options.se.reset();
    options.test = TestStatistic::bollen_stine;
    asked = 0;
    CHECK(code_of([&] { estimate_sem(model, drawn_data(200, 1), options); }) == "stopped");
  }
  Options options;
  options.stop = [] { return true; };
  options.missing = Missing::ml;
  CHECK(code_of([&] { estimate_sem(model, drawn_data(200, 1), options); }) == "stopped");
  options.missing.reset();
  options.all_ordered = true;
  CHECK(code_of([&] { estimate_sem(model, in_categories(drawn_data(200, 1), 4), options); }) == "stopped");
  options.all_ordered = false;
  options.group = "region";
  CHECK(code_of([&] { test_invariance(model, drawn_data(200, 1), options); }) == "stopped");
}
