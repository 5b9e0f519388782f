// What must not change, whatever the data: properties of a whole run.
#include <doctest/doctest.h>

#include <limits>

#include "stats/sem/engine/drawn_data.hpp"
#include "stats/sem/estimate.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {

constexpr const char* two_factors = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f";

double measure(const SemResult& result, const std::string& name) {
  for (const auto& [key, value] : result.fit_measures)
    if (key == name) return value;
  return std::numeric_limits<double>::quiet_NaN();
}

double standardized(const SemResult& result, const std::string& lhs, const std::string& op, const std::string& rhs) {
  for (const EstimateRow& row : result.standardized_all)
    if (row.lhs == lhs && row.op == op && row.rhs == rhs) return row.est;
  return std::numeric_limits<double>::quiet_NaN();
}

/// Both say the same of every loading, path and variance, however they are written.
void check_same_standardized(const SemResult& a, const SemResult& b) {
  REQUIRE(a.standardized_all.size() == b.standardized_all.size());
  for (const EstimateRow& row : a.standardized_all) {
    CAPTURE(row.lhs + row.op + row.rhs);
    CHECK(standardized(b, row.lhs, row.op, row.rhs) == doctest::Approx(row.est).epsilon(1e-6));
  }
}

Column& column(DataTable& data, const std::string& name) {
  for (Column& each : data.columns)
    if (each.name == name) return each;
  throw std::out_of_range(name);
}

/// The code of the reason why there is no solution; "estimated" if there is one.
std::string reason(const DataTable& data, const Options& options = {}, const char* model = two_factors) {
  try {
    estimate_sem(model, data, options);
  } catch (const NotEstimable& error) {
    CHECK(std::string(error.what()).size() > 20);  // a sentence comes with it
    return error.code;
  }
  return "estimated";
}

DataTable stacked_twice(const DataTable& data) {
  DataTable twice;
  twice.row_count = 2 * data.row_count;
  for (const Column& each : data.columns) {
    if (!each.is_numeric) continue;
    std::vector<double> numbers = each.numbers;
    numbers.insert(numbers.end(), each.numbers.begin(), each.numbers.end());
    twice.add_numbers(each.name, numbers);
  }
  std::vector<std::string> copy(data.row_count, "first");
  copy.resize(twice.row_count, "second");
  twice.add_texts("copy", copy);
  return twice;
}

}  // namespace

TEST_CASE("neither the order of items nor of columns changes the fit or the standardized solution") {
  const DataTable data = drawn_data(300, 21);
  DataTable turned = data;
  std::reverse(turned.columns.begin(), turned.columns.end());
  const char* reordered = "g ~ f\ng =~ x6 + x4 + x5\nf =~ x2 + x3 + x1";
  for (const Estimator estimator : {Estimator::ml, Estimator::mlr, Estimator::gls, Estimator::wls}) {
    CAPTURE(word_of(estimator));
    const SemResult plain = estimate_sem(two_factors, data, {.estimator = estimator});
    const SemResult other = estimate_sem(reordered, turned, {.estimator = estimator});
    CHECK(measure(other, "chisq") == doctest::Approx(measure(plain, "chisq")).epsilon(1e-8));
    if (estimator == Estimator::mlr)
      CHECK(measure(other, "chisq.scaled") == doctest::Approx(measure(plain, "chisq.scaled")).epsilon(1e-6));
    check_same_standardized(plain, other);
  }
}

TEST_CASE("other units of the items change neither the fit nor the standardized solution") {
  const DataTable data = drawn_data(300, 22);
  DataTable scaled = data;
  for (double& value : column(scaled, "x1").numbers) value *= 1000;
  for (double& value : column(scaled, "x5").numbers) value = 0.001 * value + 40;
  DataTable gaps = data;
  DataTable scaled_gaps = scaled;
  for (std::size_t i = 0; i < data.row_count; i += 9)
    column(gaps, "x5").numbers[i] = column(scaled_gaps, "x5").numbers[i] = std::numeric_limits<double>::quiet_NaN();
  for (const Estimator estimator : {Estimator::ml, Estimator::mlr, Estimator::gls, Estimator::wls}) {
    CAPTURE(word_of(estimator));
    const SemResult plain = estimate_sem(two_factors, data, {.estimator = estimator});
    const SemResult other = estimate_sem(two_factors, scaled, {.estimator = estimator});
    CHECK(measure(other, "chisq") == doctest::Approx(measure(plain, "chisq")).epsilon(1e-6));
    check_same_standardized(plain, other);
  }
  const SemResult plain = estimate_sem(two_factors, gaps, {.missing = Missing::ml});
  const SemResult other = estimate_sem(two_factors, scaled_gaps, {.missing = Missing::ml});
  CHECK(measure(other, "chisq") == doctest::Approx(measure(plain, "chisq")).epsilon(1e-5));
}

TEST_CASE("covariances instead of answers give the same estimates, standard errors and fit") {
  const DataTable data = drawn_data(250, 23);
  const SemResult from_data = estimate_sem(two_factors, data);
  MomentInput moments{.n = 250, .cov = from_data.sample.front().cov};
  for (double& value : moments.cov.values) value *= 250.0 / 249.0;  // a published matrix has divisor n - 1
  const SemResult from_moments = estimate_sem(two_factors, std::vector{moments});
  REQUIRE(from_moments.parameters.size() == from_data.parameters.size());
  for (std::size_t i = 0; i < from_data.parameters.size(); ++i) {
    CHECK(from_moments.parameters[i].est == doctest::Approx(from_data.parameters[i].est).epsilon(1e-8));
    CHECK(from_moments.parameters[i].se == doctest::Approx(from_data.parameters[i].se).epsilon(1e-8));
  }
  CHECK(measure(from_moments, "chisq") == doctest::Approx(measure(from_data, "chisq")).epsilon(1e-8));
}

TEST_CASE("a saturated model reproduces the sample exactly") {
  const SemResult result = estimate_sem("f =~ x1 + x2 + x3", drawn_data(200, 24), {.meanstructure = true});
  CHECK(result.df == 0);
  CHECK(std::abs(measure(result, "chisq")) < 1e-8);
  for (const double residual : result.residuals.front().raw.values) CHECK(std::abs(residual) < 1e-7);
}

TEST_CASE("with everything equal, two identical groups are the pooled respondents, and their misfits add up") {
  const DataTable data = drawn_data(200, 25);
  const SemResult pooled = estimate_sem(two_factors, data, {.meanstructure = true});
  const SemResult equal = estimate_sem(
      two_factors, stacked_twice(data),
      {.group = "copy",
       .group_equal = {GroupEqual::loadings, GroupEqual::intercepts, GroupEqual::means, GroupEqual::regressions,
                       GroupEqual::residuals, GroupEqual::lv_variances, GroupEqual::lv_covariances}});
  CHECK(measure(equal, "chisq") == doctest::Approx(2 * measure(pooled, "chisq")).epsilon(1e-8));
  for (const EstimateRow& row : pooled.parameters)
    for (const EstimateRow& own : equal.parameters)
      if (own.lhs == row.lhs && own.op == row.op && own.rhs == row.rhs) {
        CAPTURE(row.lhs + row.op + row.rhs);
        CHECK(own.est == doctest::Approx(row.est).epsilon(1e-6));
        CHECK(own.se == doctest::Approx(row.se / std::sqrt(2.0)).epsilon(1e-6));
      }
}

TEST_CASE("the bootstrap draws the same for any number of threads, bit by bit, and its intervals hold the estimate") {
  const DataTable data = drawn_data(150, 26);
  for (const BootstrapInterval interval :
       {BootstrapInterval::percentile, BootstrapInterval::bias_corrected, BootstrapInterval::bca}) {
    Options options{.se = StandardErrors::bootstrap, .bootstrap = 200, .interval = interval, .threads = 1};
    const SemResult one = estimate_sem(two_factors, data, options);
    CHECK(one.bootstrap_draws + one.bootstrap_failed == 200);
    CHECK(one.bootstrap_failed < 10);
    for (const unsigned threads : {2U, 5U}) {
      options.threads = threads;
      const SemResult several = estimate_sem(two_factors, data, options);
      for (std::size_t i = 0; i < one.parameters.size(); ++i) {
        CHECK(several.parameters[i].se == one.parameters[i].se);
        CHECK(several.parameters[i].ci_lower == one.parameters[i].ci_lower);
        CHECK(several.parameters[i].ci_upper == one.parameters[i].ci_upper);
      }
    }
    for (const EstimateRow& row : one.parameters) {
      if (!row.is_free) continue;
      CAPTURE(row.lhs + row.op + row.rhs);
      CHECK(row.ci_lower < row.est);
      CHECK(row.est < row.ci_upper);
      CHECK(row.ci_upper - row.ci_lower > 2 * row.se);  // 3.9 of a normal distribution
      CHECK(row.ci_upper - row.ci_lower < 7 * row.se);
    }
  }
}

TEST_CASE("bootstrap intervals and p values agree, of standardized estimates and of effects as of parameters") {
  DataTable data = drawn_data(150, 26);
  Column unrelated = data.columns.front();
  unrelated.name = "w";
  std::reverse(unrelated.numbers.begin(), unrelated.numbers.end());
  data.columns.push_back(unrelated);
  const std::string model = std::string(two_factors) + "\nf ~ w";
  for (const BootstrapInterval interval :
       {BootstrapInterval::percentile, BootstrapInterval::bias_corrected, BootstrapInterval::bca}) {
    const SemResult result =
        estimate_sem(model, data, {.se = StandardErrors::bootstrap, .bootstrap = 400, .interval = interval});
    std::size_t compared = 0;
    const auto agree = [&](double lower, double upper, double pvalue) {
      if (std::isnan(pvalue) || std::abs(pvalue - 0.05) < 0.02) return;
      CHECK((pvalue < 0.05) == (lower > 0 || upper < 0));
      ++compared;
    };
    for (const auto* rows : {&result.parameters, &result.standardized_all}) {
      for (const EstimateRow& row : *rows) {
        CAPTURE(row.lhs + row.op + row.rhs);
        agree(row.ci_lower, row.ci_upper, row.pvalue);
      }
    }
    for (const auto& effect : result.effects) {
      CAPTURE(effect.from + " to " + effect.to);
      agree(effect.ci_lower, effect.ci_upper, effect.pvalue);
    }
    CHECK(compared > 20);
  }
}

TEST_CASE("the Bollen-Stine p value is a share of the draws, the same for any number of threads") {
  const DataTable data = drawn_data(150, 27);
  Options options{.test = TestStatistic::bollen_stine, .bootstrap = 100, .threads = 1};
  const double alone = estimate_sem(two_factors, data, options).tests.back().pvalue;
  options.threads = 3;
  CHECK(estimate_sem(two_factors, data, options).tests.back().pvalue == alone);
  CHECK(alone >= 0);
  CHECK(alone <= 1);
}

TEST_CASE("a Heywood case is estimated and named, not hidden") {
  // r12 r13 / r23 = 1.6: the first item would share more than all of its variance
  const MomentInput moments{.n = 200,
                            .cov = {{"x1", "x2", "x3"}, {"x1", "x2", "x3"}, {1, 0.8, 0.8, 0.8, 1, 0.4, 0.8, 0.4, 1}}};
  const SemResult result = estimate_sem("f =~ x1 + x2 + x3", std::vector{moments});
  CHECK(result.converged);
  CHECK(std::any_of(result.diagnoses.begin(), result.diagnoses.end(), [](const DiagnosisRow& row) {
    return row.severity == "inadmissible" && row.code == "negative_variance" &&
           row.message.find("x1") != std::string::npos;
  }));
}

TEST_CASE("data without a solution are refused with the reason") {
  const DataTable data = drawn_data(100, 28);
  DataTable constant = data;
  for (double& value : column(constant, "x2").numbers) value = 3;
  CHECK(reason(constant) == "constant_item");
  DataTable doubled = data;
  column(doubled, "x2").numbers = column(doubled, "x1").numbers;
  CHECK(reason(doubled) == "singular_sample");
  DataTable unanswered = data;
  for (double& value : column(unanswered, "x2").numbers) value = std::numeric_limits<double>::quiet_NaN();
  CHECK(reason(unanswered) == "empty_group");
  CHECK(reason(drawn_data(4, 1)) == "too_few_rows");
  CHECK(reason(data, {}, "f =~ x1 + x2") == "too_few_moments");
  CHECK(reason(data, {}, "f =~ x1 + x2\ng =~ x4 + x5 + x6\nf ~~ 0*g") == "not_identified");
}

TEST_CASE("infinite answers are refused with their place, enormous ones never give numbers without a warning") {
  DataTable data = drawn_data(100, 29);
  column(data, "x2").numbers[6] = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(estimate_sem(two_factors, data), TableError);
  column(data, "x2").numbers[6] = 1e300;
  CHECK(reason(data) != "estimated");
}

TEST_CASE("a search that may not go on ends with a message") {
  CHECK(reason(drawn_data(300, 30), {.iteration_limit = 1}) == "no_convergence");
}
