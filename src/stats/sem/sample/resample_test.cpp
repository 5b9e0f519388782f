#include "stats/sem/sample/resample.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/sample_of.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;
using Eigen::Index;

namespace {
DataTable answers(bool gaps) {
  std::mt19937_64 random(5);
  std::vector<std::vector<double>> columns(4);
  for (std::size_t k = 0; k < 400; ++k) {
    const auto common = static_cast<double>(random() % 3);
    for (std::size_t i = 0; i < 3; ++i) {
      columns[i].push_back(gaps && random() % 8 == 0 ? NAN : common + static_cast<double>(random() % 3));
    }
    columns[3].push_back(static_cast<double>(k % 2));
  }
  DataTable table;
  table.add_numbers("x1", columns[0]);
  table.add_numbers("x2", columns[1]);
  table.add_numbers("x3", columns[2]);
  table.add_numbers("g", columns[3]);
  return table;
}

/// The same respondents as a table of their own, in the order drawn.
DataTable drawn_table(const Sample& sample, const std::vector<std::vector<Index>>& rows) {
  std::vector<std::vector<double>> columns(4);
  for (std::size_t g = 0; g < rows.size(); ++g) {
    for (const Index row : rows[g]) {
      const GroupSample& group = sample.groups[g];
      for (Index i = 0; i < 3; ++i)
        columns[static_cast<std::size_t>(i)].push_back(
            i < group.rows.cols() ? group.rows(row, i) : group.covariates(row, i - group.rows.cols()));
      columns[3].push_back(static_cast<double>(g));
    }
  }
  DataTable table;
  table.add_numbers("x1", columns[0]);
  table.add_numbers("x2", columns[1]);
  table.add_numbers("x3", columns[2]);
  table.add_numbers("g", columns[3]);
  return table;
}

void check_draw(const DataTable& table, const SampleRequest& request, const Settings& settings) {
  const Sample sample = sample_of(table, request, settings);
  std::mt19937_64 random(9);
  std::vector<std::vector<Index>> rows;
  for (const GroupSample& group : sample.groups) {
    rows.emplace_back();
    for (std::size_t k = 0; k < group.n; ++k) rows.back().push_back(static_cast<Index>(random() % group.n));
  }
  const Sample drawn = resample(sample, rows, settings);
  const Sample again = sample_of(drawn_table(sample, rows), request, settings);
  REQUIRE(drawn.groups.size() == again.groups.size());
  for (std::size_t g = 0; g < drawn.groups.size(); ++g) {
    CHECK(drawn.groups[g].statistics == again.groups[g].statistics);
    CHECK(drawn.groups[g].gamma == again.groups[g].gamma);
    CHECK(drawn.groups[g].saturated_loglik == again.groups[g].saturated_loglik);
    CHECK(drawn.groups[g].patterns.size() == again.groups[g].patterns.size());
  }
}

const SampleRequest continuous{.variables = {"x1", "x2", "x3"}, .group = "g"};
const SampleRequest ordinal{.variables = {"x1", "x2", "x3"}, .ordinal = {"x1", "x2", "x3"}, .group = "g"};
const SampleRequest given{.variables = {"x1", "x2"}, .ordinal = {"x1"}, .covariates = {"x3"}, .group = "g"};
}  // namespace

TEST_CASE("a draw is the sample of those who were drawn") {
  check_draw(answers(false), continuous, {.se = StandardErrors::robust_sem, .meanstructure = true});
  check_draw(answers(true), continuous, {.missing = Missing::ml, .meanstructure = true});
  check_draw(answers(false), ordinal, {.discrepancy = Discrepancy::dwls, .categorical = true});
  check_draw(answers(true), ordinal,
             {.discrepancy = Discrepancy::dwls, .missing = Missing::pairwise, .categorical = true});
  check_draw(answers(false), given, {.discrepancy = Discrepancy::dwls, .categorical = true, .conditional_x = true});
}

TEST_CASE("a draw for estimates alone has only the weights that they need") {
  Settings settings{.discrepancy = Discrepancy::dwls, .categorical = true};
  const Sample sample = sample_of(answers(false), ordinal, settings);
  std::vector<std::vector<Index>> everybody(2);
  for (Index row = 0; row < 200; ++row) {
    everybody[0].push_back(row);
    everybody[1].push_back(row);
  }
  settings.se = StandardErrors::none;
  settings.tests = {TestStatistic::none};
  const Sample draw = resample(sample, everybody, settings);
  CHECK(draw.groups[0].gamma.diagonal().isApprox(sample.groups[0].gamma.diagonal(), 1e-13));
  CHECK(draw.groups[0].gamma(1, 0) == 0);
  settings.discrepancy = Discrepancy::uls;
  CHECK(resample(sample, everybody, settings).groups[0].gamma.size() == 0);
}

TEST_CASE("a draw that cannot be estimated says so") {
  const Settings settings{.discrepancy = Discrepancy::dwls, .categorical = true};
  const Sample sample = sample_of(answers(false), ordinal, settings);
  const std::vector<std::vector<Index>> one(2, std::vector<Index>(200, 3));
  CHECK_THROWS_AS(resample(sample, one, settings), NotEstimable);
  std::vector<Index> few_categories;
  for (Index row = 0; row < 200; ++row) {
    if (sample.groups[0].rows(row, 0) < 4) few_categories.push_back(row);
  }
  CHECK_THROWS_AS(resample(sample, {few_categories, few_categories}, settings), NotEstimable);
}
