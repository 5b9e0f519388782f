#include "stats/report/sem_scales.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "stats/report/sem_example.hpp"
#include "stats/table/csv.hpp"

using namespace rapport::stats;

TEST_CASE("a scale is described by its respondents' means over its items") {
  const DataTable answers = parse_csv("a1,a2,a3,g\n1,2,3,x\n4,4,4,x\n5,6,7,y\n1,,1,y\n3,3,3,y\n", "s.csv");
  const auto all = scale_summaries(example_result(), answers);
  REQUIRE(all.size() == 1);
  CHECK(all[0].factor == "A");
  CHECK(all[0].mean == doctest::Approx((2 + 4 + 6 + 3) / 4.0));
  CHECK(all[0].sd == doctest::Approx(std::sqrt(8.75 / 3)));
  CHECK(all[0].alpha == 0.81);
  sem::SemResult groups = example_result();
  groups.groups = {{"x", 2}, {"y", 3}};
  groups.reliability.push_back(groups.reliability[0]);
  groups.reliability[1].group = 2;
  const auto by_group = scale_summaries(groups, answers, "g");
  REQUIRE(by_group.size() == 2);
  CHECK(by_group[0].mean == doctest::Approx(3));
  CHECK(by_group[1].mean == doctest::Approx(4.5));
}

TEST_CASE("items that the answers lack describe no scale") {
  CHECK(scale_summaries(example_result(), parse_csv("a1\n1\n2\n", "s.csv")).empty());
}
