#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "stats/resample/parallel.hpp"
#include "stats/resample/random.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/simulate/draw_answers.hpp"

namespace rapport::stats::sem {

/// Many samples from one known population, each estimated the same way: for tests and benchmarks.
struct SimulationStudy {
  std::string name = {};
  Options options = {};
  std::size_t respondents = 300;
  std::size_t samples = 300;
  DrawOptions draw = {};     // the seed counts up from here, one a sample
  double missing_share = 0;  // of the answers, completely at random
};

struct SimulatedParameter {
  std::string lhs = {};
  std::string op = {};
  std::string rhs = {};
  double population = 0;
  double mean = 0;          // of the estimates
  double sd = 0;            // of the estimates
  double mean_se = 0;       // of the standard errors
  double coverage = 0;      // share of 95 % intervals that hold the population's value
  std::size_t counted = 0;  // samples with an estimate
};

struct SimulationResult {
  std::vector<SimulatedParameter> parameters = {};  // those free under this estimator
  double rejected = 0;                              // share of tests of the (true) model with p < 0.05
  std::size_t failed = 0;                           // samples without a solution
};

/// Two factors of three items, one the cause of the other. Every item has variance 1, so that ordinal items, of which
/// only correlations are known, have the same loadings and paths as continuous ones.
inline std::vector<SimulatedParameter> simulated_population() {
  std::vector<SimulatedParameter> rows;
  const auto add = [&](const char* lhs, const char* op, const char* rhs, double value) {
    rows.push_back({.lhs = lhs, .op = op, .rhs = rhs, .population = value});
  };
  const double loadings[3] = {1, 0.9, 1.1};
  const double explained = 0.6;  // variance of each factor
  const char* items[6] = {"x1", "x2", "x3", "x4", "x5", "x6"};
  for (std::size_t j = 0; j < 6; ++j) {
    add(j < 3 ? "f" : "g", "=~", items[j], loadings[j % 3]);
    add(items[j], "~~", items[j], 1 - explained * loadings[j % 3] * loadings[j % 3]);
  }
  add("g", "~", "f", 0.5);
  add("f", "~~", "f", explained);
  add("g", "~~", "g", explained * (1 - 0.25));
  return rows;
}

inline constexpr const char* simulated_model = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f";

inline DataTable simulated_answers(const SimulationStudy& study, const std::vector<PopulationGroup>& population,
                                   std::size_t sample) {
  DrawOptions draw = study.draw;
  draw.seed += sample;
  DataTable data = draw_answers(population, {study.respondents}, draw);
  Random random(draw.seed, std::numeric_limits<std::uint64_t>::max());  // a stream that no respondent has
  if (study.missing_share > 0)
    for (Column& column : data.columns)
      for (double& answer : column.numbers)
        if (random.uniform() < study.missing_share) answer = std::numeric_limits<double>::quiet_NaN();
  return data;
}

/// @param threads  0: as many as the machine has; the result does not depend on it
inline SimulationResult simulate_sem(const SimulationStudy& study, unsigned threads = 0) {
  std::vector<SimulatedParameter> known = simulated_population();
  std::string text;
  for (const SimulatedParameter& row : known)
    text += row.lhs + " " + row.op + " " + std::to_string(row.population) + "*" + row.rhs + "\n";
  const std::vector<PopulationGroup> population = population_of_model(text);

  Options options = study.options;
  options.threads = 1;  // the samples are spread over the threads
  const Wanted little{.fit_measures = false,
                      .standardized = false,
                      .residuals = false,
                      .modification_indices = false,
                      .effects = false,
                      .reliability = false};
  std::vector<SemResult> results(study.samples);
  for_each_index(study.samples, threads, [&](std::size_t i) {
    try {
      results[i] = estimate_sem(simulated_model, simulated_answers(study, population, i), options, {}, little);
    } catch (const NotEstimable&) {  // counted below
    }
  });

  SimulationResult sums;
  for (const SemResult& result : results) {
    if (!result.converged) ++sums.failed;
    if (result.converged && result.tests.back().pvalue < 0.05) sums.rejected += 1;
  }
  sums.rejected /= static_cast<double>(study.samples - sums.failed);
  for (SimulatedParameter& row : known) {
    double squares = 0;
    for (const SemResult& result : results)
      for (const EstimateRow& own : result.parameters) {
        if (!own.is_free || own.lhs != row.lhs || own.op != row.op || own.rhs != row.rhs) continue;
        ++row.counted;
        row.mean += own.est;
        squares += (own.est - row.population) * (own.est - row.population);
        row.mean_se += own.se;
        if (own.ci_lower <= row.population && row.population <= own.ci_upper) row.coverage += 1;
      }
    if (row.counted == 0) continue;  // fixed in this model
    const auto n = static_cast<double>(row.counted);
    row.mean /= n;
    row.mean_se /= n;
    row.coverage /= n;
    row.sd = std::sqrt((squares - n * (row.mean - row.population) * (row.mean - row.population)) / (n - 1));
    sums.parameters.push_back(row);
  }
  return sums;
}

/// The four ways of estimation that the project promises right figures of, each with data that need it.
inline std::vector<SimulationStudy> simulation_studies(std::size_t samples) {
  return {{.name = "ML, normal items",
           .options = {.estimator = Estimator::ml},
           .samples = samples,
           .draw = {.seed = 1000000}},
          {.name = "MLR, items with skewness 1",
           .options = {.estimator = Estimator::mlr},
           .respondents = 500,
           .samples = samples,
           .draw = {.seed = 2000000, .skew = 1}},
          {.name = "FIML, 15 % of answers missing",
           .options = {.estimator = Estimator::ml, .missing = Missing::ml},
           .samples = samples,
           .draw = {.seed = 3000000},
           .missing_share = 0.15},
          {.name = "WLSMV, items of 4 categories",
           .options = {.estimator = Estimator::wlsmv, .all_ordered = true},
           .respondents = 400,
           .samples = samples,
           .draw = {.seed = 4000000, .likert = 4}}};
}

}  // namespace rapport::stats::sem
