#include "stats/describe/describe.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "stats/table/csv.hpp"
#include "stats/table/moments.hpp"

using namespace rapport::stats;

TEST_CASE("five answers by hand") {
  // 2 4 4 5 10: mean 5, squared deviations 9 1 1 0 25 = 36, so variance 9; cubes -27 -1 -1 0 125 = 96;
  // fourth powers 81 1 1 0 625 = 708.
  const std::vector<double> answers{2, 4, 4, 5, 10};
  const VariableDescription d = describe_numbers("a", answers);
  CHECK(d.n == 5);
  CHECK(d.mean == doctest::Approx(5));
  CHECK(d.sd == doctest::Approx(3));
  CHECK(d.se == doctest::Approx(3 / std::sqrt(5.0)));
  CHECK(d.median == 4);
  CHECK(d.min == 2);
  CHECK(d.max == 10);
  const double g1 = (96.0 / 5) / std::pow(36.0 / 5, 1.5);
  const double g2 = (708.0 / 5) / (7.2 * 7.2) - 3;
  CHECK(d.skewness == doctest::Approx(g1 * std::sqrt(20.0) / 3));
  CHECK(d.kurtosis == doctest::Approx((6 * g2 + 6) * 4 / (3 * 2)));
}

TEST_CASE("missing answers are counted and left out") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const VariableDescription d = describe_numbers("a", std::vector<double>{1, none, 3});
  CHECK(d.n == 2);
  CHECK(d.missing == 1);
  CHECK(d.median == 2);
}

TEST_CASE("what few or equal answers do not define is NaN") {
  CHECK(std::isnan(describe_numbers("a", {}).mean));
  CHECK(std::isnan(describe_numbers("a", std::vector<double>{1}).sd));
  CHECK(describe_numbers("a", std::vector<double>{1}).mean == 1);
  CHECK(std::isnan(describe_numbers("a", std::vector<double>{1, 2}).skewness));
  CHECK(std::isnan(describe_numbers("a", std::vector<double>{1, 2, 4}).kurtosis));
  const VariableDescription constant = describe_numbers("a", std::vector<double>{3, 3, 3, 3, 3});
  CHECK(constant.sd == 0);
  CHECK(std::isnan(constant.skewness));
}

TEST_CASE("frequencies count values in order, with percentages of all and of the valid answers") {
  const Description d = describe(parse_csv("a,who\n10,x\n2,y\n,x\n2,x\n", "t.csv"));
  REQUIRE(d.frequencies.size() == 2);
  const FrequencyTable& a = d.frequencies[0];
  REQUIRE(a.values.size() == 2);
  CHECK(a.missing == 1);
  CHECK(a.values[0].value == "2");
  CHECK(a.values[0].percent == 50);
  CHECK(a.values[0].valid_percent == doctest::Approx(200.0 / 3));
  CHECK(a.values[1].cumulative_percent == doctest::Approx(100));
  CHECK(d.frequencies[1].values[0].count == 3);
  CHECK(std::isnan(d.variables[1].mean));
  CHECK(d.variables[1].n == 4);
}

TEST_CASE("a variable of many different values has no frequency table") {
  DataTable table;
  std::vector<double> numbers(21);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<double>(i) / 7;
  table.add_numbers("time", numbers);
  CHECK(describe(table).frequencies.empty());
  CHECK(describe(table, {.max_distinct = 21}).frequencies.size() == 1);
}

TEST_CASE("moments divide by n - 1, and correlations of a constant are undefined") {
  const std::vector<double> a{1, 2, 3, 4}, b{2, 4, 6, 9}, c{5, 5, 5, 5};
  const std::vector<std::span<const double>> columns{a, b, c};
  const std::vector<std::size_t> rows{0, 1, 2};
  const Moments m = moments_of(columns, rows);
  CHECK(m.n == 3);
  CHECK(m.means[1] == 4);
  CHECK(m.covariance(0, 1) == doctest::Approx(2));
  CHECK(correlations_of(m)[1] == doctest::Approx(1));
  CHECK(std::isnan(correlations_of(m)[2]));
}
