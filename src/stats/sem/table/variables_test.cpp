#include "stats/sem/table/variables.hpp"

#include <doctest/doctest.h>

using namespace rapport::stats;
using namespace rapport::stats::sem;
using Names = std::vector<std::string>;

namespace {
std::string check_against(const std::string& model, const Names& known) {
  const ModelSyntax syntax = parse_syntax(model);
  try {
    check_variables(syntax, variables_of(syntax), known, "study.csv");
  } catch (const ModelError& error) {
    return error.reason;
  }
  return {};
}
}  // namespace

TEST_CASE("observed variables are indicators, outcomes, predictors, and then the rest") {
  const ModelVariables variables =
      variables_of(parse_syntax("y ~ z + f; q ~~ r; s ~ 1; f =~ x1 + x2; g =~ x3; g ~ f; u | t1"));
  CHECK(variables.latent == Names{"f", "g"});
  CHECK(variables.observed == Names{"x1", "x2", "x3", "y", "z", "q", "r", "s", "u"});
  CHECK(variables.exogenous == Names{"z"});
  CHECK(variables.latent_exogenous == Names{"f"});
  CHECK(variables.outcomes == Names{"g", "y"});
  CHECK(variables.with_thresholds == Names{"u"});
  CHECK(variables.has_means);
}

TEST_CASE("a covariate that the model gives a variance or mean is no longer fixed") {
  const ModelVariables variables = variables_of(parse_syntax("y ~ z1 + z2 + z3; z1 ~~ z1; z2 ~ 1"));
  CHECK(variables.exogenous == Names{"z3"});
  CHECK(variables.made_random == Names{"z1", "z2"});
}

TEST_CASE("names that the data lack are reported with the nearest there is") {
  CHECK(check_against("f =~ x1 + x2", {"x1", "x2"}).empty());
  CHECK(check_against("f =~ item1 + item3", {"item1", "item2"}).find("Did you mean item1?") != std::string::npos);
  CHECK(check_against("fact =~ x1 + x2; x1 ~ facd", {"x1", "x2"}).find("Did you mean fact?") != std::string::npos);
  CHECK(check_against("x1 ~ 1; x9 | t1", {"x1"}).find("has no variable x9") != std::string::npos);
  CHECK(check_against("x1 =~ x2 + x3", {"x1", "x2", "x3"}) ==
        "x1 is a latent variable of the model and also a variable of study.csv: give it another name.");
}
