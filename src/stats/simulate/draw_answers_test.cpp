#include "stats/simulate/draw_answers.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "stats/table/moments.hpp"

using namespace rapport::stats;

namespace {
const std::string two_factors =
    "f =~ 0.8*x1 + 0.7*x2\ng =~ 0.6*y1 + 0.9*y2\ng ~ 0.5*f\nx1 ~~ 0.36*x1\nx2 ~~ 0.51*x2\ny1 ~~ 0.64*y1\ny2 ~~ "
    "0.19*y2\n"
    "g ~~ 0.75*g";

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}
double moment(const std::vector<double>& values, int power) {
  const double mean = mean_of(values);
  double sum = 0;
  for (const double value : values) sum += std::pow(value - mean, power);
  return sum / static_cast<double>(values.size());
}
double skewness(const std::vector<double>& values) {
  return moment(values, 3) / std::pow(moment(values, 2), 1.5);
}
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const double ma = mean_of(a), mb = mean_of(b);
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - ma) * (b[i] - mb);
  return sum / static_cast<double>(a.size()) / std::sqrt(moment(a, 2) * moment(b, 2));
}
}  // namespace

TEST_CASE("a population model implies its moments") {
  const PopulationGroup group = population_of_model(two_factors).front();
  CHECK(group.names == std::vector<std::string>{"x1", "x2", "y1", "y2"});
  CHECK(group.covariances.at(0, 0) == doctest::Approx(1));
  CHECK(group.covariances.at(0, 1) == doctest::Approx(0.56));
  CHECK(group.covariances.at(0, 2) == doctest::Approx(0.8 * 0.5 * 0.6));
  CHECK(group.covariances.at(3, 3) == doctest::Approx(1));
}

TEST_CASE("a standardized population needs no variances") {
  const PopulationGroup group =
      population_of_model("f =~ 0.8*x1 + 0.7*x2\ng =~ 0.6*y1 + 0.9*y2\ng ~ 0.5*f", {.standardized = true}).front();
  const PopulationGroup written = population_of_model(two_factors).front();
  for (std::size_t i = 0; i < 16; ++i) {
    CHECK(group.covariances.values[i] == doctest::Approx(written.covariances.values[i]));
  }
  CHECK_THROWS_AS(population_of_model("f =~ 1.2*x1 + 0.7*x2", {.standardized = true}), std::invalid_argument);
}

TEST_CASE("a loading or path without a value is named with its place") {
  try {
    population_of_model("f =~ 0.8*x1 + x2\ny ~ f");
    FAIL("accepted");
  } catch (const ModelError& error) {
    CHECK(error.reason.find("f =~ 0.5*x2") != std::string::npos);
    CHECK(error.place.line == 1);
  }
}

TEST_CASE("drawn answers have the population's moments, and more of them leave the first ones as they were") {
  const auto groups = population_of_model(two_factors + "\nx1 ~ 3*1");
  const DataTable table = draw_answers(groups, {40000}, {.seed = 3});
  CHECK(mean_of(table.find("x1")->numbers) == doctest::Approx(3).epsilon(0.01));
  CHECK(correlation(table.find("x1")->numbers, table.find("x2")->numbers) == doctest::Approx(0.56).epsilon(0.03));
  CHECK(correlation(table.find("x1")->numbers, table.find("y2")->numbers) == doctest::Approx(0.36).epsilon(0.05));
  const DataTable few = draw_answers(groups, {10}, {.seed = 3});
  for (std::size_t i = 0; i < 10; ++i) CHECK(few.find("y1")->numbers[i] == table.find("y1")->numbers[i]);
  CHECK(draw_answers(groups, {10}, {.seed = 4}).find("y1")->numbers != few.find("y1")->numbers);
}

TEST_CASE("skewed answers are as skewed as asked, and correlate as before") {
  const auto groups = population_of_model(two_factors);
  for (const double skew : {1.0, -1.5}) {
    const DataTable table = draw_answers(groups, {60000}, {.seed = 5, .skew = skew});
    CHECK(skewness(table.find("x1")->numbers) == doctest::Approx(skew).epsilon(0.06));
    CHECK(moment(table.find("x1")->numbers, 2) == doctest::Approx(1).epsilon(0.03));
    CHECK(correlation(table.find("x1")->numbers, table.find("x2")->numbers) == doctest::Approx(0.56).epsilon(0.04));
  }
  CHECK_THROWS_AS(draw_answers(groups, {10}, {.skew = 5}), std::invalid_argument);
}

TEST_CASE("Likert answers are whole numbers on their scale, symmetric or skewed") {
  const auto groups = population_of_model(two_factors);
  const DataTable flat = draw_answers(groups, {20000}, {.seed = 6, .likert = 5});
  for (const double answer : flat.find("x1")->numbers) {
    CHECK_MESSAGE((answer >= 1 && answer <= 5 && answer == std::floor(answer)), answer);
    if (answer < 1 || answer > 5) break;
  }
  CHECK(mean_of(flat.find("x1")->numbers) == doctest::Approx(3).epsilon(0.02));
  const DataTable skewed = draw_answers(groups, {20000}, {.seed = 6, .likert = 5, .skew = 1});
  CHECK(skewness(skewed.find("y1")->numbers) == doctest::Approx(1).epsilon(0.06));
  CHECK_THROWS_AS(draw_answers(groups, {10}, {.likert = 1}), std::invalid_argument);
}

TEST_CASE("thresholds may stand in any order but must rise") {
  const auto cuts = [](const char* text) { return population_of_model(text).front().thresholds.front(); };
  CHECK(cuts("f =~ 0.7*x1 + 0.7*x2\nx1 | 0.5*t2 + -1*t1") == std::vector<double>{-1, 0.5});
  CHECK_THROWS_WITH_AS(cuts("f =~ 0.7*x1 + 0.7*x2\nx1 | 1*t1 + 0.5*t2"),
                       "The thresholds of x1 do not rise: 1, 0.5. Each must lie above the one before.",
                       std::invalid_argument);
}

TEST_CASE("thresholds in the model cut its items, and groups have their own values") {
  const auto groups =
      population_of_model("f =~ c(0.8, 0.2)*x1 + 0.7*x2 + 0.7*x3\nx3 | -0.5*t1 + 0.5*t2", {.groups = 2});
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].covariances.at(0, 1) == doctest::Approx(0.56));
  CHECK(groups[1].covariances.at(0, 1) == doctest::Approx(0.14));
  const DataTable table = draw_answers(groups, {300, 200}, {.seed = 7});
  CHECK(table.row_count == 500);
  CHECK(table.find("group")->numbers.back() == 2);
  for (const double answer : table.find("x3")->numbers) CHECK((answer == 1 || answer == 2 || answer == 3));
}
