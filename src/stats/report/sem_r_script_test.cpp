#include "stats/report/sem_r_script.hpp"

#include <doctest/doctest.h>

#include "stats/table/csv.hpp"

using namespace rapport::stats;

namespace {
bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
}  // namespace

TEST_CASE("the R script holds model, data and the options by lavaan's names") {
  const DataTable data = parse_csv("x1,x2,g\n1,2,a\n3,,b\n", "d.csv");
  sem::Options options{.function = sem::Function::cfa, .group = "g", .std_lv = true};
  options.group_equal = {sem::GroupEqual::loadings, sem::GroupEqual::intercepts};
  const std::string script = sem_r_script("f =~ x1 + x2", data, options);
  CHECK(holds(script, "model <- \"f =~ x1 + x2\""));
  CHECK(holds(script, "x1,x2,g\n1,2,a\n3,,b\n"));
  CHECK(holds(script, "cfa(model, data = data"));
  CHECK(holds(script, "group = \"g\""));
  CHECK(holds(script, "group.equal = c(\"loadings\", \"intercepts\")"));
  CHECK(holds(script, "std.lv = TRUE"));
  CHECK_FALSE(holds(script, "estimator"));  // what was not asked for is lavaan's default too
}

TEST_CASE("covariates modelled with ordinal items take both of lavaan's options") {
  const DataTable data = parse_csv("x1,z\n1,2\n", "d.csv");
  const auto script = [&](std::optional<bool> fixed, std::optional<bool> conditional) {
    return sem_r_script("x1 ~ z", data, {.ordered = {"x1"}, .fixed_x = fixed, .conditional_x = conditional});
  };
  CHECK_FALSE(holds(script({}, {}), "fixed.x"));
  CHECK_FALSE(holds(script({}, {}), "conditional.x"));
  for (const std::string& joint : {script(false, {}), script({}, false), script(false, false)}) {
    CHECK(holds(joint, "fixed.x = FALSE"));
    CHECK(holds(joint, "conditional.x = FALSE"));
  }
}

TEST_CASE("no model and no answer becomes R code") {
  const DataTable data = parse_csv("a\n\"x\"\"); system(\"\"ls\"\") #\\\"\n", "d.csv");
  const std::string script = sem_r_script("f =~ a # \"); quit()", data, {});
  CHECK(holds(script, "# \\\"); quit()"));
  CHECK(holds(script, "system(\\\"\\\"ls"));
  CHECK(holds(script, "#\\\\"));
}

TEST_CASE("covariances are written by rows, with deviations and numbers of respondents") {
  const sem::MomentInput group{
      .n = 120, .cov = {.rows = {"x", "y"}, .cols = {"x", "y"}, .values = {1, .5, .5, 1}}, .sd = {2, 3}};
  const std::string script = sem_r_script("y ~ x", std::vector<sem::MomentInput>{group}, {});
  CHECK(holds(script, "cor2cov(matrix(c(1, 0.5, 0.5, 1), 2, byrow = TRUE"));
  CHECK(holds(script, "sample.cov = covariances[[1]], sample.nobs = n[[1]]"));
  CHECK_FALSE(holds(script, "sample.mean"));
}
