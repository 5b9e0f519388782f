#include "stats/report/invariance_report.hpp"

#include <doctest/doctest.h>

#include "stats/table/csv.hpp"

using namespace rapport::stats;

namespace {
sem::InvarianceResult example();

/// The same with what was left free, and what the failing step fails by.
sem::InvarianceResult partial_example() {
  sem::InvarianceResult result = example();
  result.partial = {"a2 ~ 1"};
  result.failed_step = "scalar";
  result.releases = {{"score", "all equalities", 40, 6, 0.0001},
                     {"score", "a1 ~1 (east) == a1 ~1 (west)", 9.5, 1, 0.002}};
  return result;
}

sem::InvarianceResult example() {
  return {.model = "A =~ a1 + a2 + a3",
          .data_name = "example.csv",
          .group = "school",
          .estimator = "ML",
          .missing = "listwise",
          .difference = "plain",
          .groups = {{"east", 156}, {"west", 145}},
          .steps = {{.name = "configural",
                     .converged = true,
                     .chi_square = 115.85,
                     .df = 48,
                     .cfi = 0.923,
                     .rmsea = 0.097,
                     .delta_cfi = 0,
                     .holds = true,
                     .verdict = "The form of the model is the same."},
                    {.name = "metric",
                     .equal = {sem::GroupEqual::loadings},
                     .converged = true,
                     .chi_square = 124.04,
                     .df = 54,
                     .cfi = 0.921,
                     .rmsea = 0.093,
                     .delta_chi_square = 8.19,
                     .delta_df = 6,
                     .delta_pvalue = 0.224,
                     .delta_cfi = -0.002,
                     .delta_rmsea = -0.004,
                     .holds = true,
                     .verdict = "Loadings are equal."},
                    {.name = "scalar",
                     .equal = {sem::GroupEqual::loadings, sem::GroupEqual::intercepts},
                     .converged = true,
                     .chi_square = 164.1,
                     .df = 60,
                     .cfi = 0.882,
                     .rmsea = 0.107,
                     .delta_chi_square = 40.06,
                     .delta_df = 6,
                     .delta_cfi = -0.038,
                     .delta_rmsea = 0.015,
                     .holds = false,
                     .verdict = "Intercepts differ."}},
          .conclusion = "Metric invariance holds, scalar does not."};
}
bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
}  // namespace

TEST_CASE("a test of invariance is told conclusion first, then step by step") {
  const std::string text = report_text(invariance_report(example()));
  CHECK(text.find("Metric invariance holds") < text.find("Each step against the one before"));
  CHECK(holds(text, "Groups: east (156), west (145); 301 respondents."));
  CHECK(holds(text, "loadings, intercepts"));
  CHECK(holds(text, "Intercepts differ."));
  CHECK(holds(text, "Chen 2007"));
}

TEST_CASE("the JSON of an invariance test reads back, digit by digit") {
  const std::string json = invariance_json(example());
  CHECK(invariance_json(read_invariance_json(json)) == json);
  CHECK(holds(json, "\"delta.cfi\": -0.038"));
}

TEST_CASE("its CSV has a line per step, its journal table a row per model") {
  const DataTable table = parse_csv(invariance_csv(example()), "i.csv");
  CHECK(table.row_count == 3);
  CHECK(table.find("delta.chisq")->numbers[2] == 40.06);
  const std::string apa = invariance_apa(example());
  CHECK(holds(apa, "M3: scalar"));
  CHECK(holds(apa, "40.06 (6)"));
  CHECK(holds(apa, "Rejected"));
}

TEST_CASE("what was left free, and what a step fails by, are told and kept") {
  const sem::InvarianceResult result = read_invariance_json(invariance_json(partial_example()));
  CHECK(result.partial == partial_example().partial);
  CHECK(result.releases.size() == 2);
  const std::string text = report_text(invariance_report(result));
  CHECK(text.find("Left free: a2 ~ 1.") != std::string::npos);
  CHECK(text.find("What the step scalar fails by") != std::string::npos);
  CHECK(text.find("a1 ~1 (east) == a1 ~1 (west)") != std::string::npos);
  CHECK(text.find("no more than 0.010") != std::string::npos);  // of 301 respondents
  CHECK(invariance_apa(result).find("Left free") != std::string::npos);
}
