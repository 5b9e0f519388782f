#include "stats/sem/invariance/invariance.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

#include "stats/sem/engine/drawn_data.hpp"
#include "stats/sem/run/prepare.hpp"
#include "stats/sem/sample/moment_file.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {
constexpr const char* model = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\n";

InvarianceResult tested(const DataTable& data) {
  return test_invariance(model, data, {.function = Function::cfa, .group = "region"});
}
}  // namespace

TEST_CASE("groups from one population may be compared in every way") {
  const InvarianceResult result = tested(drawn_data(1000, 4));
  REQUIRE(result.steps.size() == 4);
  for (const InvarianceStep& step : result.steps) CHECK(step.holds);
  CHECK(result.steps[0].df == 16);
  CHECK(result.steps[1].df == 20);
  CHECK(result.steps[1].delta_df == 4);
  CHECK(result.conclusion == "Everything may be compared, sums of the items included.");
}

TEST_CASE("the step that fails names the item to free, and with that one free it holds") {
  DataTable data = drawn_data(1000, 4);
  for (Column& column : data.columns) {
    if (column.name != "x2") continue;
    for (std::size_t i = 1; i < column.numbers.size(); i += 2) column.numbers[i] += 0.8;  // in "south"
  }
  const InvarianceResult result = tested(data);
  CHECK(result.failed_step == "scalar");
  CHECK(result.releases.at(0).constraint == "all equalities");
  const auto largest = std::max_element(result.releases.begin() + 1, result.releases.end(),
                                        [](const auto& a, const auto& b) { return a.stat < b.stat; });
  CHECK(largest->constraint == "x2 ~1 (north) == x2 ~1 (south)");
  const InvarianceResult partial =
      test_invariance(model, data, {.function = Function::cfa, .group = "region", .group_partial = {"x2 ~ 1"}});
  CHECK(partial.failed_step.empty());
  CHECK(partial.releases.empty());
  CHECK(partial.partial == std::vector<std::string>{"x2 ~ 1"});
}

TEST_CASE("ordinal items share thresholds before loadings, and no step fits better than the one it restricts") {
  const DataTable data = drawn_data(1000, 4);
  const auto names = [](const InvarianceResult& result) {
    std::string all;
    for (const InvarianceStep& step : result.steps) all += step.name + " ";
    return all;
  };
  const auto of_categories = [&](int categories, std::optional<Parameterization> parameterization) {
    return test_invariance(model, in_categories(data, categories),
                           {.function = Function::cfa,
                            .estimator = Estimator::dwls,
                            .parameterization = parameterization,
                            .all_ordered = true,
                            .group = "region"});
  };
  const InvarianceResult five = of_categories(5, Parameterization::theta);
  CHECK(names(five) == "configural thresholds metric scalar strict ");
  for (std::size_t i = 1; i < five.steps.size(); ++i) {
    CHECK(five.steps[i].chi_square >= five.steps[i - 1].chi_square - 1e-6);
    CHECK(five.steps[i].df > five.steps[i - 1].df);
    CHECK(five.steps[i].holds);
  }
  CHECK(five.steps[1].delta_df == 12);  // 6 × (4 thresholds - an intercept and a scale)
  CHECK(names(of_categories(3, {})) == "configural metric scalar ");
  CHECK(names(of_categories(2, {})) == "configural scalar ");
}

TEST_CASE("matrices and means of the groups climb the same ladder as the answers") {
  const DataTable data = drawn_data(1000, 4);
  const InvarianceResult answers = tested(data);
  const Prepared prepared = prepare(model, data, {.function = Function::cfa, .group = "region"});
  std::vector<MomentInput> groups;
  for (const GroupSample& group : prepared.sample->groups) {
    const auto n = static_cast<double>(group.n);
    groups.push_back({.group = group.label, .n = group.n});
    groups.back().cov = {.rows = prepared.sample->variables, .cols = prepared.sample->variables};
    for (const double value : (group.cov * (n / (n - 1))).reshaped()) groups.back().cov.values.push_back(value);
    groups.back().mean.assign(group.mean.begin(), group.mean.end());
  }
  const auto again = moments_in(moments_table(groups));
  REQUIRE(again.size() == 2);
  CHECK(again[1].group == groups[1].group);
  CHECK(again[1].mean == groups[1].mean);
  CHECK(again[0].n == 500);
  const InvarianceResult matrices = test_invariance(model, again, {.function = Function::cfa});
  REQUIRE(matrices.steps.size() == answers.steps.size());
  for (std::size_t i = 0; i < answers.steps.size(); ++i)
    CHECK(matrices.steps[i].chi_square == doctest::Approx(answers.steps[i].chi_square).epsilon(1e-9));
  groups.pop_back();
  CHECK_THROWS_AS(test_invariance(model, groups, {}), OptionError);
  groups.push_back(again[1]);
  groups.back().mean.clear();
  CHECK_THROWS_AS(test_invariance(model, groups, {}), OptionError);
}

TEST_CASE("where loadings differ no later step holds, however little it adds") {
  DataTable data = drawn_data(1000, 4);
  for (std::size_t i = 1; i < data.row_count; i += 2) {
    double& x2 = data.columns[1].numbers[i];
    x2 = .5 + 3 * (x2 - .5);  // varies more in the south, around the same mean
  }
  const InvarianceResult result = tested(data);
  CHECK(result.steps[0].holds);
  for (std::size_t i = 1; i < result.steps.size(); ++i) CHECK_FALSE(result.steps[i].holds);
  bool told = false;
  for (const InvarianceStep& step : result.steps)
    told = told || step.verdict.find("but that one does not hold") != std::string::npos;
  CHECK(told);
  CHECK(result.conclusion.find("not the same loadings") != std::string::npos);
}
