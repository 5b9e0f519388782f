// Ordinal items given observed covariates, from the call to the result. The figures themselves are compared with
// lavaan's in tests/sem_differential_test.cpp.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

#include "stats/report/sem_json.hpp"
#include "stats/sem/engine/drawn_data.hpp"
#include "stats/sem/estimate.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {

constexpr const char* model = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ b*f + z\nf ~ z\n";

Options ordinal() {
  return {.all_ordered = true};
}

const EstimateRow& row_of(const std::vector<EstimateRow>& rows, const std::string& lhs, const std::string& op,
                          const std::string& rhs) {
  return *std::find_if(rows.begin(), rows.end(),
                       [&](const EstimateRow& row) { return row.lhs == lhs && row.op == op && row.rhs == rhs; });
}

DataTable answers() {
  return in_categories(drawn_data(500, 12), 4);
}

}  // namespace

TEST_CASE("ordinal items are looked at given the covariates unless told otherwise, and the moments say so") {
  const SemResult given = estimate_sem(model, answers(), ordinal());
  REQUIRE(given.sample.size() == 1);
  const GroupMoments& moments = given.sample.front();
  CHECK(moments.cov.rows.size() == 6);
  CHECK(moments.slopes.cols == std::vector<std::string>{"z"});
  CHECK(moments.covariate_mean.size() == 1);
  CHECK(given.residuals.front().slope_raw.values.size() == 6);
  const std::string text = sem_json(given);
  const auto json = nlohmann::json::parse(text);
  for (const char* key : {"res.cov", "res.int", "res.th", "res.slopes", "cov.x", "mean.x"})
    CHECK(json["sampstat"].contains(key));
  CHECK_FALSE(json["sampstat"].contains("cov"));
  CHECK(json["residuals_raw"].contains("res.slopes"));
  CHECK(sem_json(read_sem_json(text)) == text);

  // Modelled together, the same population has much the same paths: z is normal here.
  Options together = ordinal();
  together.conditional_x = false;
  const SemResult joint = estimate_sem(model, answers(), together);
  CHECK(joint.sample.front().cov.rows.size() == 7);
  CHECK(joint.sample.front().slopes.rows.empty());
  for (const char* to : {"f", "g"}) {
    const double one = row_of(given.standardized_all, to, "~", "z").est;
    const double other = row_of(joint.standardized_all, to, "~", "z").est;
    CHECK(one == doctest::Approx(other).epsilon(0.05));
  }
  CHECK(given.df == 12);  // 6 slopes and 15 correlations, less 4 loadings, 2 variances and 3 paths
}

TEST_CASE("covariates in other units change their paths and nothing else") {
  DataTable data = answers();
  const SemResult one = estimate_sem(model, data, ordinal());
  for (double& z : data.columns[6].numbers) z = 250 * z - 1000;
  const SemResult other = estimate_sem(model, data, ordinal());
  CHECK(row_of(other.parameters, "f", "~", "z").est * 250 ==
        doctest::Approx(row_of(one.parameters, "f", "~", "z").est).epsilon(1e-6));
  CHECK(row_of(other.parameters, "g", "~", "f").est ==
        doctest::Approx(row_of(one.parameters, "g", "~", "f").est).epsilon(1e-6));
  CHECK(row_of(other.standardized_all, "f", "~", "z").se ==
        doctest::Approx(row_of(one.standardized_all, "f", "~", "z").se).epsilon(1e-4));
  for (std::size_t i = 0; i < one.tests.size(); ++i)
    CHECK(other.tests[i].stat == doctest::Approx(one.tests[i].stat).epsilon(1e-5));
}

TEST_CASE("respondents are drawn with their covariates, the same for any number of threads") {
  Options options = ordinal();
  options.se = StandardErrors::bootstrap;
  options.bootstrap = 40;
  options.threads = 1;
  const SemResult one = estimate_sem(model, answers(), options);
  options.threads = 3;
  const SemResult other = estimate_sem(model, answers(), options);
  CHECK(one.bootstrap_draws == 40);
  for (std::size_t i = 0; i < one.parameters.size(); ++i) CHECK(one.parameters[i].se == other.parameters[i].se);
  options.se = StandardErrors::robust_sem;
  const SemResult by_theory = estimate_sem(model, answers(), options);
  const double drawn = row_of(one.parameters, "f", "~", "z").se;
  CHECK(drawn == doctest::Approx(row_of(by_theory.parameters, "f", "~", "z").se).epsilon(0.4));
}

TEST_CASE("a respondent's score follows their covariates as well as their answers") {
  Wanted wanted;
  wanted.scores = true;
  const DataTable data = answers();
  const SemResult result = estimate_sem(model, data, ordinal(), {}, wanted);
  const FactorScores& scores = result.scores.front();
  REQUIRE(scores.scores.values.size() == 1000);
  double with_z = 0, scale = 0;
  for (std::size_t k = 0; k < 500; ++k) {
    with_z += scores.scores.values[2 * k + 1] * data.columns[6].numbers[k];
    scale += data.columns[6].numbers[k] * data.columns[6].numbers[k];
  }
  const double path = row_of(result.parameters, "g", "~", "z").est +
                      row_of(result.parameters, "g", "~", "f").est * row_of(result.parameters, "f", "~", "z").est;
  CHECK(with_z / scale == doctest::Approx(path).epsilon(0.05));  // E(score | z) is E(g | z)
}

TEST_CASE("who lacks a covariate is left out, and said") {
  DataTable data = answers();
  data.columns[6].numbers[3] = data.columns[6].numbers[77] = NAN;
  Options options = ordinal();
  options.missing = Missing::pairwise;
  const SemResult result = estimate_sem(model, data, options);
  CHECK(result.ntotal == 498);
  CHECK(std::any_of(result.warnings.begin(), result.warnings.end(), [](const std::string& warning) {
    return warning.find("2 respondents were left out for a missing covariate") != std::string::npos;
  }));
}

TEST_CASE(
    "covariates that do not vary or depend on each other, and contradicting options, are refused with the reason") {
  DataTable data = answers();
  std::vector<double> twice, same(data.row_count, 2);
  for (const double z : data.columns[6].numbers) twice.push_back(2 * z + 1);
  data.add_numbers("w", twice);
  data.add_numbers("c", same);
  CHECK_THROWS_WITH_AS(estimate_sem(std::string(model) + "f ~ w", data, ordinal()),
                       doctest::Contains("w is z up to a linear change of scale"), NotEstimable);
  CHECK_THROWS_WITH_AS(estimate_sem(std::string(model) + "f ~ c", data, ordinal()),
                       doctest::Contains("c does not vary"), NotEstimable);
  Options both = ordinal();
  both.fixed_x = false;
  both.conditional_x = true;
  CHECK_THROWS_WITH_AS(estimate_sem(model, data, both), doctest::Contains("both random"), OptionError);
  Options numbers;
  numbers.conditional_x = true;
  CHECK_THROWS_WITH_AS(estimate_sem(model, data, numbers), doctest::Contains("for ordinal items"), OptionError);
}
