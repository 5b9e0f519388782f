#include "stats/sem/invariance/invariance.hpp"

#include <doctest/doctest.h>

#include <optional>

#include "stats/sem/engine/drawn_data.hpp"

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
