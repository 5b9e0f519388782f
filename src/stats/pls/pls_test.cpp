#include "stats/pls/pls.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/pls/bootstrap.hpp"
#include "stats/resample/random.hpp"
#include "stats/table/csv.hpp"

using namespace rapport::stats;

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// n respondents of a model cause → middle → outcome, each with three items, and cause → outcome.
DataTable three_constructs(std::size_t n, std::uint64_t seed = 3) {
  Random random(seed, 0);
  const std::vector<std::string> names{"a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2", "c3"};
  std::vector<std::vector<double>> columns(names.size());
  for (std::size_t i = 0; i < n; ++i) {
    const double a = random.normal();
    const double b = 0.6 * a + 0.8 * random.normal();
    const double c = 0.5 * b + 0.2 * a + 0.8 * random.normal();
    for (std::size_t j = 0; j < columns.size(); ++j) {
      columns[j].push_back((j < 3 ? a : j < 6 ? b : c) + 0.6 * random.normal());
    }
  }
  DataTable table;
  for (std::size_t j = 0; j < names.size(); ++j) table.add_numbers(names[j], columns[j]);
  return table;
}

const char* const three_model = "A =~ a1 + a2 + a3\nB =~ b1 + b2 + b3\nC =~ c1 + c2 + c3\nB ~ A\nC ~ A + B\n";

DataTable with_rows(const DataTable& table, const std::vector<std::size_t>& rows) {
  DataTable result;
  for (const Column& column : table.columns) {
    std::vector<double> numbers;
    for (const std::size_t row : rows) numbers.push_back(column.numbers[row]);
    result.add_numbers(column.name, numbers);
  }
  return result;
}

Failure failure_of(const char* model, const DataTable& table, const PlsOptions& options = {}) {
  try {
    estimate_pls(parse_model(model), table, options);
  } catch (const EstimationError& error) {
    CHECK(std::string(error.what()).ends_with("."));
    return error.failure;
  }
  return Failure::none;
}

void check_same(const PlsResult& a, const PlsResult& b) {
  for (std::size_t i = 0; i < a.paths.size(); ++i) {
    CHECK(a.paths[i].coefficient.est == doctest::Approx(b.paths[i].coefficient.est).epsilon(1e-8));
  }
  for (std::size_t i = 0; i < a.constructs.size(); ++i) {
    CHECK(a.constructs[i].ave == doctest::Approx(b.constructs[i].ave).epsilon(1e-8));
  }
}
}  // namespace

TEST_CASE("two single items by hand: the path is their correlation") {
  // x 1 2 3 4, y 1 3 2 4: covariance 4/3, both variances 5/3, so r = 0.8
  DataTable table;
  table.add_numbers("x", {1, 2, 3, 4});
  table.add_numbers("y", {1, 3, 2, 4});
  const PlsResult result = estimate_pls(parse_model("y ~ x"), table);
  CHECK(result.converged);
  CHECK(result.n == 4);
  CHECK(result.paths[0].coefficient.est == doctest::Approx(0.8));
  CHECK(result.constructs[0].r2 == doctest::Approx(0.64));
  CHECK(result.constructs[0].r2_adj == doctest::Approx(1 - 0.36 * 3 / 2));
  CHECK(result.paths[0].f2 == doctest::Approx(0.64 / 0.36));
  CHECK(result.constructs[1].ave == 1);
  CHECK(std::isnan(result.constructs[1].r2));
  CHECK(std::isnan(result.paths[0].coefficient.se));  // no bootstrap, no inference
}

TEST_CASE("a Mode A block of two by hand: weights are proportional to the correlations with the outcome") {
  // Correlations of x1, x2 with y are 0.6 and 0.3, of x1 with x2 0.5; one outcome, so the inner estimate is ±y:
  // weights 0.6 : 0.3, scaled by √(0.36 + 0.09 + 2·0.6·0.3·0.5) = √0.63.
  // Orthogonal columns u, v, w of four ±1 answers carry these correlations exactly.
  const std::vector<double> u{1, 1, -1, -1}, v{1, -1, 1, -1}, w{1, -1, -1, 1};
  std::vector<double> x1(4), x2(4), y(4);
  const double b = (0.3 - 0.5 * 0.6) / std::sqrt(0.75), c = std::sqrt(1 - 0.36 - b * b);
  for (std::size_t i = 0; i < 4; ++i) {
    x1[i] = u[i];
    x2[i] = 0.5 * u[i] + std::sqrt(0.75) * v[i];
    y[i] = 0.6 * u[i] + b * v[i] + c * w[i];
  }
  DataTable table;
  table.add_numbers("x1", x1);
  table.add_numbers("x2", x2);
  table.add_numbers("y", y);
  const PlsResult result = estimate_pls(parse_model("X =~ x1 + x2\ny ~ X"), table);
  CHECK(result.weights[0].value.est == doctest::Approx(0.6 / std::sqrt(0.63)));
  CHECK(result.weights[1].value.est == doctest::Approx(0.3 / std::sqrt(0.63)));
  CHECK(result.paths[0].coefficient.est == doctest::Approx((0.36 + 0.09) / std::sqrt(0.63)));
  // Mode B is the regression of y on both: coefficients 0.6 and 0, so all the weight is on x1.
  const PlsResult formative = estimate_pls(parse_model("X <~ x1 + x2\ny ~ X"), table);
  CHECK(formative.weights[0].value.est == doctest::Approx(1));
  CHECK(formative.weights[1].value.est == doctest::Approx(0));
  CHECK(formative.paths[0].coefficient.est == doctest::Approx(0.6));
}

TEST_CASE("total effects are direct plus indirect along every chain") {
  const PlsResult result = estimate_pls(parse_model(three_model), three_constructs(200));
  const double ab = result.paths[0].coefficient.est, ac = result.paths[1].coefficient.est,
               bc = result.paths[2].coefficient.est;
  REQUIRE(result.effects.size() == 3);
  const EffectEstimate& effect = result.effects[1];
  CHECK(effect.from == "A");
  CHECK(effect.to == "C");
  CHECK(effect.direct == ac);
  CHECK(effect.indirect.est == doctest::Approx(ab * bc));
  CHECK(effect.total.est == doctest::Approx(ac + ab * bc));
}

TEST_CASE("the order of rows, items and constructs and the scale of the answers do not matter") {
  const DataTable table = three_constructs(60);
  const PlsResult result = estimate_pls(parse_model(three_model), table);

  std::vector<std::size_t> backwards(60);
  for (std::size_t i = 0; i < 60; ++i) backwards[i] = 59 - i;
  check_same(result, estimate_pls(parse_model(three_model), with_rows(table, backwards)));

  DataTable scaled = table;
  for (double& number : scaled.columns[0].numbers) number = 1000 * number - 5e5;
  check_same(result, estimate_pls(parse_model(three_model), scaled));

  check_same(
      result,
      estimate_pls(parse_model("A =~ a3 + a1 + a2\nB =~ b2 + b1 + b3\nC =~ c1 + c3 + c2\nB ~ A\nC ~ A + B"), table));

  const PlsResult reordered =
      estimate_pls(parse_model("C =~ c1 + c2 + c3\nB =~ b1 + b2 + b3\nA =~ a1 + a2 + a3\nC ~ B + A\nB ~ A"), table);
  CHECK(reordered.paths[0].coefficient.est == doctest::Approx(result.paths[2].coefficient.est).epsilon(1e-8));
}

TEST_CASE("a construct of reversed items points the way of its items, and one reversed item is told of") {
  DataTable table = three_constructs(80);
  for (double& number : table.columns[1].numbers) number = -number;
  const PlsResult result = estimate_pls(parse_model(three_model), table);
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) sum += result.loadings[i].value.est;
  CHECK(sum > 0);
  REQUIRE(result.warnings.size() == 1);
  CHECK(result.warnings[0].find("a2 loads negatively on A") != std::string::npos);
}

TEST_CASE("respondents with a missing answer to a used item are left out and counted") {
  DataTable table = three_constructs(50);
  table.columns[2].numbers[7] = none;
  table.columns[5].numbers[9] = none;
  table.add_numbers("unused", std::vector<double>(50, none));
  const PlsResult result = estimate_pls(parse_model(three_model), table);
  CHECK(result.n == 48);
  CHECK(result.left_out == 2);
  CHECK(result.warnings.at(0) == "2 of 50 respondents left out an item of the model and were left out.");
}

TEST_CASE("fewer respondents than items can be estimated in Mode A, with a warning") {
  const PlsResult result = estimate_pls(parse_model(three_model), three_constructs(7));
  CHECK(result.converged);
  CHECK(result.warnings.at(0).find("only 7 respondents for 9 items") != std::string::npos);
}

TEST_CASE("what cannot be estimated is refused with its reason and gives no number") {
  DataTable table = three_constructs(30);
  CHECK(failure_of("A =~ a1 + a2\nB =~ b1", table) == Failure::no_path);
  CHECK(failure_of("A =~ a1\nB =~ b1\nC =~ c1\nB ~ A", table) == Failure::no_path);

  DataTable constant = table;
  constant.columns[0].numbers.assign(30, 0.1);
  CHECK(failure_of(three_model, constant) == Failure::no_variance);

  DataTable doubled = table;
  doubled.columns[1].numbers = doubled.columns[0].numbers;
  CHECK(failure_of(three_model, doubled) == Failure::none);  // Mode A does not mind
  CHECK(failure_of("A <~ a1 + a2 + a3\nB =~ b1\nB ~ A", doubled) == Failure::collinear_items);
  CHECK(failure_of("c1 ~ a1 + a2", doubled) == Failure::collinear_causes);
  CHECK(failure_of("A <~ a1 + a2 + a3\nB =~ b1\nB ~ A", three_constructs(3)) == Failure::collinear_items);

  CHECK(failure_of(three_model, three_constructs(2)) == Failure::too_few_respondents);
  CHECK(failure_of(three_model, table, {.max_iterations = 1}) == Failure::iteration_limit);

  DataTable unrelated;
  unrelated.add_numbers("x", {1, 1, -1, -1});
  unrelated.add_numbers("y", {1, -1, 1, -1});
  CHECK(failure_of("y ~ x", unrelated) == Failure::no_common_variance);
}

TEST_CASE("a model of thousands of items is refused before any work") {
  std::string text;
  for (int i = 0; i < 1001; ++i) text += "A =~ i" + std::to_string(i) + "\n";
  CHECK(failure_of(text.c_str(), DataTable{}) == Failure::too_many_items);
}

TEST_CASE("items that cancel one another at the start do not stop the iterations") {
  DataTable table = three_constructs(40);
  table.add_numbers("minus", table.columns[0].numbers);
  for (double& number : table.columns.back().numbers) number = -number;
  const PlsResult result = estimate_pls(parse_model("A =~ a1 + minus\nB =~ b1 + b2\nB ~ A"), table);
  CHECK(std::abs(result.loadings[0].value.est) == doctest::Approx(1));
}

TEST_CASE("the bootstrap is the same for any number of threads, and differs by seed") {
  const DataTable table = three_constructs(60);
  const PathModel model = parse_model(three_model);
  const auto run = [&](unsigned threads, std::uint64_t seed) {
    return bootstrap_pls(model, table, {}, {.draws = 300, .seed = seed, .threads = threads});
  };
  const PlsResult one = run(1, 7), two = run(2, 7), five = run(5, 7), other = run(2, 8);
  for (std::size_t i = 0; i < one.paths.size(); ++i) {
    CHECK(one.paths[i].coefficient.se == two.paths[i].coefficient.se);
    CHECK(one.paths[i].coefficient.ci_lower == five.paths[i].coefficient.ci_lower);
    CHECK(one.paths[i].coefficient.se != other.paths[i].coefficient.se);
  }
  CHECK(one.effects[1].indirect.ci_upper == five.effects[1].indirect.ci_upper);
}

TEST_CASE("bootstrap standard errors of a correlation are near the theory") {
  // For normal answers the standard error of r is about (1 - r²)/√n.
  const DataTable table = three_constructs(400);
  const PlsResult result = bootstrap_pls(parse_model("b1 ~ a1"), table, {}, {.draws = 2000, .seed = 1, .threads = 2});
  const Estimate& r = result.paths[0].coefficient;
  CHECK(r.se == doctest::Approx((1 - r.est * r.est) / 20).epsilon(0.12));
  CHECK(r.ci_lower < r.est);
  CHECK(r.ci_upper > r.est);
  CHECK(r.t == doctest::Approx(r.est / r.se));
  CHECK(r.pvalue < 1e-6);
  CHECK(result.loadings[0].value.se == 0);  // a single item never varies
  CHECK(std::isnan(result.loadings[0].value.t));
}

TEST_CASE("draws that cannot be estimated are counted and reported, and never end the bootstrap") {
  DataTable table = three_constructs(12);
  table.columns[0].numbers.assign(12, 1);
  table.columns[0].numbers[3] = 2;  // a third of the draws miss the one who differs
  const PlsResult result = bootstrap_pls(parse_model("B =~ b1 + b2\nB ~ a1"), table, {}, {.draws = 500, .threads = 2});
  CHECK(result.bootstrap.failed > 120);
  CHECK(result.bootstrap.failed < 230);
  CHECK(result.warnings.back().find("could not be estimated") != std::string::npos);
  CHECK(std::isfinite(result.paths[0].coefficient.se));
}

TEST_CASE("signs of the draws are aligned, so that a weak construct has no two-peaked interval") {
  const DataTable table = three_constructs(40, 9);
  const PlsResult result = bootstrap_pls(parse_model(three_model), table, {}, {.draws = 500, .threads = 2});
  for (const ItemEstimate& loading : result.loadings) CHECK(loading.value.se < 0.3);
}

TEST_CASE("a bootstrap tells its progress and can be stopped") {
  const DataTable table = three_constructs(60);
  const PathModel model = parse_model(three_model);
  std::size_t told = 0;
  bootstrap_pls(model, table, {}, {.draws = 100, .progress = [&](std::size_t done, std::size_t) { told = done; }});
  CHECK(told == 100);
  std::stop_source source;
  source.request_stop();
  CHECK_THROWS_AS(bootstrap_pls(model, table, {}, {.draws = 100, .stop = source.get_token()}), BootstrapStopped);
}
