#include "stats/report/sem_comparison.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "stats/report/sem_example.hpp"

using namespace rapport::stats;

namespace {
/// The example with a path less, as stricter models have it.
sem::SemResult stricter() {
  sem::SemResult result = example_result();
  std::erase_if(result.parameters, [](const sem::EstimateRow& row) { return row.op == "~"; });
  result.df = 9;
  result.tests[0] = {.test = "standard", .stat = 22.5, .df = 9};
  result.tests[1] = {.test = "yuan.bentler.mplus", .stat = 18, .df = 9, .scaling_factor = 1.25};
  return result;
}
bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
}  // namespace

TEST_CASE("the difference of nested scaled tests is scaled anew, whichever of them comes first") {
  // c = 9·1.25 - 8·1.111 = 2.362; T = (22.5 - 12.5) / 2.362
  for (const SemComparison& c :
       {compare_sems(example_result(), stricter()), compare_sems(stricter(), example_result())}) {
    CHECK(c.nested);
    CHECK(c.delta_df == 1);
    CHECK(c.delta_chi_square == doctest::Approx(10 / 2.362));
    CHECK(c.pvalue == doctest::Approx(0.0396).epsilon(0.01));
  }
  CHECK(holds(compare_sems(example_result(), stricter()).verdict,
              "B is a stricter version of A: Δχ²(1) = 4.23, p = 0.040."));
}

TEST_CASE("standard tests differ plainly, and adjusted ones without a scale are not guessed") {
  sem::SemResult loose = example_result(), strict = stricter();
  loose.tests.pop_back();
  strict.tests.pop_back();
  CHECK(compare_sems(loose, strict).delta_chi_square == 10);
  loose.tests.push_back({.test = "scaled.shifted", .stat = 11});
  strict.tests.push_back({.test = "scaled.shifted", .stat = 15});
  CHECK(std::isnan(compare_sems(loose, strict).delta_chi_square));
  CHECK(holds(compare_sems(loose, strict).verdict, "fitted together"));
}

TEST_CASE("twice the same, and runs tested in different ways, are told as such") {
  CHECK(holds(compare_sems(example_result(), example_result()).verdict, "alike to the last digit"));
  sem::SemResult plain = stricter();
  plain.tests.pop_back();
  const SemComparison c = compare_sems(example_result(), plain);
  CHECK(holds(c.verdict, "tested in different ways"));
  CHECK(std::get<std::string>(c.tables[0].rows[0][0]) == "χ²");  // of both: an adjusted one would be no comparison
}

TEST_CASE("models that are not nested, and other data, are said to be so") {
  sem::SemResult other = stricter();
  other.parameters.push_back({.lhs = "a1", .op = "~~", .rhs = "b1", .is_free = true});
  CHECK_FALSE(compare_sems(example_result(), other).nested);
  CHECK(holds(compare_sems(example_result(), other).verdict, "Neither model"));
  other.ntotal = 150;
  CHECK(holds(compare_sems(example_result(), other).verdict, "cannot be compared"));
}

TEST_CASE("estimates stand side by side, with a dash for what one model lacks") {
  const auto tables = compare_sems(example_result(), stricter()).tables;
  REQUIRE(tables.size() == 2);
  CHECK(tables[0].rows.size() >= 5);
  const auto& path = tables[1].rows[5];
  CHECK(std::get<std::string>(path[0]) == "B ~ A");
  CHECK(printed(std::get<ReportNumber>(path[1])) == "0.310");
  CHECK(printed(std::get<ReportNumber>(path[4])) == "–");
}
