#include "stats/sem/sample/sample_of.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/moment_file.hpp"
#include "stats/sem/sample/singularity.hpp"
#include "stats/table/csv.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {
const char* const answers =
    "school,x1,x2,x3\n"
    "B,1,4,2\n"
    "A,2,1,7\n"
    "B,3,5,1\n"
    "B,4,2,3\n"
    "A,5,3,\n"
    "A,7,9,6\n"
    "B,6,8,8\n"
    "A,9,4,5\n"
    "A,8,7,7.5\n";

DataTable table() {
  return parse_csv(answers, "answers.csv");
}

SampleRequest items() {
  return {.variables = {"x1", "x2", "x3"}};
}

template <class Error, class Action>
std::string reason_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}
}  // namespace

TEST_CASE("a sample has means and covariances with divisor n, of the respondents without a gap") {
  const Sample sample = sample_of(table(), items(), {.meanstructure = true});
  REQUIRE(sample.groups.size() == 1);
  const GroupSample& group = sample.groups[0];
  CHECK(group.n == 8);
  CHECK(group.original == 9);
  CHECK(group.mean(0) == doctest::Approx(5.0));
  CHECK(group.cov(0, 0) == doctest::Approx((16 + 9 + 4 + 1 + 4 + 1 + 16 + 9) / 8.0));
  CHECK(group.cov(0, 1) == group.cov(1, 0));
  CHECK(group.statistics.size() == 9);
  CHECK(group.statistics(3) == group.cov(0, 0));
  CHECK(group.statistics(4) == group.cov(1, 0));
  CHECK(group.gamma.size() == 0);
  REQUIRE(sample.warnings.size() == 1);
  CHECK(sample.warnings[0].starts_with("1 respondent was left out for a missing answer, of 9."));
}

TEST_CASE("the Wishart likelihood divides by n - 1") {
  const Sample normal = sample_of(table(), items(), {});
  const Sample wishart = sample_of(table(), items(), {.divides_by_n = false});
  CHECK(wishart.groups[0].cov.isApprox(normal.groups[0].cov * 8 / 7, 1e-14));
}

TEST_CASE("groups stand in the order in which the file has them first") {
  SampleRequest request = items();
  request.group = "school";
  const Sample sample = sample_of(table(), request, {});
  REQUIRE(sample.groups.size() == 2);
  CHECK(sample.groups[0].label == "B");
  CHECK(sample.groups[1].label == "A");
  CHECK(sample.groups[1].n == 4);
  CHECK(sample.groups[1].original == 5);
  CHECK(sample.total() == 8);

  request.group_labels = {"A"};
  const Sample one = sample_of(table(), request, {});
  REQUIRE(one.groups.size() == 1);
  CHECK(one.groups[0].cov == sample.groups[1].cov);
}

TEST_CASE("a group of numbers is labelled as R prints them, and who has none is left out") {
  DataTable data;
  data.add_numbers("wave", {2, 2, 1, 1, 2, 1, 2.5, 2.5, NAN, 2.5});
  data.add_numbers("x", {1, 2, 3, 5, 4, 6, 7, 9, 8, 5});
  const Sample sample = sample_of(data, {.variables = {"x"}, .group = "wave"}, {});
  REQUIRE(sample.groups.size() == 3);
  CHECK(sample.groups[0].label == "2");
  CHECK(sample.groups[1].label == "1");
  CHECK(sample.groups[2].label == "2.5");
  CHECK(sample.warnings.at(0) == "1 respondent was left out for having no wave.");
}

TEST_CASE("the order of respondents does not matter, and that of variables only rearranges") {
  DataTable data = table();
  for (Column& column : data.columns) {
    std::reverse(column.numbers.begin(), column.numbers.end());
    std::reverse(column.texts.begin(), column.texts.end());
  }
  const Settings settings{.se = StandardErrors::robust_sem, .meanstructure = true};
  const GroupSample a = sample_of(table(), items(), settings).groups[0];
  const GroupSample b = sample_of(data, items(), settings).groups[0];
  const GroupSample c = sample_of(table(), {.variables = {"x3", "x1", "x2"}}, settings).groups[0];
  CHECK(a.statistics.isApprox(b.statistics, 1e-13));
  CHECK(a.gamma.isApprox(b.gamma, 1e-13));
  CHECK(c.cov(0, 2) == doctest::Approx(a.cov(2, 1)));
}

TEST_CASE("the moments of a sample, given back as a matrix, make the same sample") {
  const Settings settings{.meanstructure = true};
  const GroupSample rows = sample_of(table(), items(), settings).groups[0];
  MomentInput input{.n = rows.n, .cov = {.rows = {"x3", "x1", "x2"}, .cols = {"x2", "x3", "x1"}}};
  const auto place = [](const std::string& name) { return name[1] - '1'; };
  for (const std::string& row : input.cov.rows) {
    input.mean.push_back(rows.mean(place(row)));
    for (const std::string& col : input.cov.cols) {
      input.cov.values.push_back(rows.cov(place(row), place(col)) * 8 / 7);
    }
  }
  const Sample sample = sample_of(std::vector{input}, items(), settings);
  CHECK(sample.groups[0].statistics.isApprox(rows.statistics, 1e-14));
  CHECK_FALSE(sample.has_rows);

  SUBCASE("also as correlations with standard deviations") {
    for (std::size_t i = 0; i < 3; ++i)
      input.sd.push_back(std::sqrt(rows.cov(place(input.cov.rows[i]), place(input.cov.rows[i])) * 8 / 7));
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) {
        input.cov.at(i, j) /=
            input.sd[i] * std::sqrt(rows.cov(place(input.cov.cols[j]), place(input.cov.cols[j])) * 8 / 7);
      }
    }
    CHECK(sample_of(std::vector{input}, items(), settings).groups[0].statistics.isApprox(rows.statistics, 1e-14));
  }
  SUBCASE("what needs the answers is refused") {
    CHECK_THROWS_AS(sample_of(std::vector{input}, items(), {.se = StandardErrors::robust_sem}), OptionError);
    CHECK_THROWS_AS(sample_of(std::vector{input}, items(), {.missing = Missing::ml}), OptionError);
    CHECK_THROWS_AS(sample_of(std::vector{input}, items(), {.tests = {TestStatistic::yuan_bentler_mplus}}),
                    OptionError);
    CHECK_THROWS_AS(sample_of(std::vector{input}, items(), {.categorical = true}), OptionError);
    input.mean.clear();
    CHECK_THROWS_AS(sample_of(std::vector{input}, items(), settings), OptionError);
  }
  SUBCASE("a wrong matrix is refused with the place") {
    const auto reason = [&] {
      return reason_of<TableError>([&] { sample_of(std::vector{input}, items(), settings); });
    };
    CHECK(reason() == "no error");
    input.cov.at(0, 0) += 0.1;
    CHECK(reason().starts_with("the covariance matrix: it is not symmetric: x"));
    input.cov.at(0, 0) = NAN;
    CHECK(reason() == "the covariance matrix: the value of x3 and x2 is not a finite number.");
    input.cov.cols[1] = "x9";
    CHECK(reason() == "the covariance matrix: it has no variable x3. Did you mean x2?");
    input.cov.values.pop_back();
    CHECK(reason() == "the covariance matrix: it is not square: 3 rows, 3 columns.");
    input.cov = {};
    CHECK(reason() == "the covariance matrix: it is empty.");
  }
}

TEST_CASE("a matrix that no answers could give is refused") {
  const MomentInput input{
      .n = 50,
      .cov = {
          .rows = {"x1", "x2", "x3"}, .cols = {"x1", "x2", "x3"}, .values = {1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1}}};
  CHECK(reason_of<NotEstimable>([&] {
          sample_of(std::vector{input}, items(), {});
        }).find("the correlations of x3 with x1 and x2 contradict each other") != std::string::npos);
}

TEST_CASE("singular data are refused with the names of those that depend on each other") {
  DataTable data = table();
  std::vector<double> sum;
  std::vector<double> copy;
  for (std::size_t row = 0; row < data.row_count; ++row) {
    sum.push_back(data.columns[1].numbers[row] + data.columns[2].numbers[row]);
    copy.push_back(3 - 2 * data.columns[3].numbers[row]);
  }
  data.add_numbers("x10", sum);
  data.add_numbers("copy", copy);
  const auto reason = [&](const std::vector<std::string>& variables) {
    return reason_of<NotEstimable>([&] { sample_of(data, {.variables = variables}, {}); });
  };
  CHECK(reason({"x1", "x2", "x3"}) == "no error");
  CHECK(reason({"x1", "x3", "x2", "x10"}) ==
        "The covariance matrix of the data is not positive definite: x10 is a linear combination of x1 and x2. Leave "
        "one of them out of the model.");
  CHECK(reason({"x1", "x2", "x3", "copy"}).find("copy is x3 up to a linear change of scale") != std::string::npos);
  const Sample uls = sample_of(data, {.variables = {"x1", "x2", "x10"}},
                               {.estimator = Estimator::uls, .discrepancy = Discrepancy::uls});
  CHECK(uls.warnings.at(0).find("x10 is a linear combination of x1 and x2") != std::string::npos);
}

TEST_CASE("data that cannot be used are refused by name") {
  const auto reason = [](const DataTable& data, const SampleRequest& request) {
    return reason_of<std::runtime_error>([&] { sample_of(data, request, {}); });
  };
  CHECK(reason(table(), {.variables = {"x1", "x22"}}) == "answers.csv: there is no variable x22. Did you mean x2?");
  CHECK(reason(table(), {.variables = {"x1", "x2"}, .group = "schol"}) ==
        "answers.csv: there is no group variable schol. Did you mean school?");
  CHECK(reason(table(), {.variables = {"x1"}, .group = "school", .group_labels = {"C"}})
            .starts_with("answers.csv: there is no group of school called C."));
  CHECK(reason(table(), {.variables = {"school"}}).find("is needed as numbers") != std::string::npos);

  DataTable data;
  data.add_numbers("constant", {1, 1, 1, 1, 1});
  data.add_numbers("x", {1, 2, 3, 4, 6});
  data.add_numbers("infinite", {1, 2, std::numeric_limits<double>::infinity(), 4, 5});
  data.add_numbers("huge", {1e300, -1e300, 1e299, 2, 5});
  data.add_numbers("nobody", std::vector<double>(5, NAN));
  CHECK(reason(data, {.variables = {"x", "constant"}}).find("All 5 respondents gave the same answer to constant") !=
        std::string::npos);
  CHECK(reason(data, {.variables = {"x", "infinite"}}) ==
        "the table, line 4: the variable infinite is infinite here. Correct it, or leave the cell empty.");
  CHECK(reason(data, {.variables = {"x", "huge"}}).find("The answers to huge are too large") != std::string::npos);
  CHECK(reason(data, {.variables = {"x", "nobody"}}) ==
        "the table: no respondent has the answers that the model needs.");
  DataTable few;
  few.add_numbers("a", {1, 2, 3});
  few.add_numbers("b", {1, 4, 3});
  few.add_numbers("c", {5, 2, 3});
  CHECK(reason(few, {.variables = {"a", "b", "c"}}).starts_with("There are 3 respondents for 3 variables"));
}

TEST_CASE("covariances are read from a file, full or as a triangle") {
  const auto read = [](const char* text) { return moments_in(parse_csv(text, "cov.csv"), {}); };
  const auto triangle = read("name,x1,x2\nn,120,\nx2,0.5,2\nx1,1,\nmean,3,4\n");
  REQUIRE(triangle.size() == 1);
  CHECK(triangle[0].n == 120);
  CHECK(triangle[0].cov.values == std::vector<double>{1, 0.5, 0.5, 2});
  CHECK(triangle[0].mean == std::vector<double>{3, 4});
  CHECK(triangle[0].sd.empty());

  const auto plain = moments_in(parse_csv("x1,x2\n1,0.5\n0.5,2\n", "cov.csv"), {80});
  CHECK(plain.at(0).n == 80);
  CHECK(plain.at(0).cov.values == std::vector<double>{1, 0.5, 0.5, 2});

  const auto groups = read("group,name,x1,x2\nA,x1,1,\nA,x2,0.5,2\nA,n,50,\nB,x1,3,\nB,x2,1,4\nB,n,60,\n");
  REQUIRE(groups.size() == 2);
  CHECK(groups[1].group == "B");
  CHECK(groups[1].n == 60);
  CHECK(groups[1].cov.values == std::vector<double>{3, 1, 1, 4});
}

TEST_CASE("a file that holds no covariances is refused with the reason") {
  const auto reason = [](const char* text) {
    return reason_of<TableError>([&] { moments_in(parse_csv(text, "cov.csv"), {}); });
  };
  CHECK(reason("name,x1,x2\nx1,1,\nx2,0.5,2\n") ==
        "cov.csv: the number of respondents is not given. Add a row named n, or the option --n.");
  CHECK(reason("name,x1,x2\nx1,1,\nn,9,\n") == "cov.csv: the variable x2 has no row.");
  CHECK(reason("name,x1,x2\nx1,1,\nx1,1,\nn,9,\n") == "cov.csv: two rows are named x1.");
  CHECK(reason("name,x1,x2\nx1,1,\nx3,1,1\nn,9,\n") ==
        "cov.csv: the row x3 is neither a variable of the header nor mean, sd or n.");
  CHECK(reason("x1,x2\n1,2\n") ==
        "cov.csv: it has 2 variables but 1 rows. Name the rows in a column headed name to add mean, sd and n.");
  CHECK(reason("row,x1\nx1,1\n").find("The rows are named by a column headed name") != std::string::npos);
  CHECK(reason("name,x1\nx1,1\nn,1.5\n") == "cov.csv: 1.5 is no number of respondents.");
}

TEST_CASE("a positive definite matrix has no dependency, however unequal its scales") {
  Eigen::MatrixXd cov(2, 2);
  cov << 1e-8, 0.5, 0.5, 1e8;
  CHECK_FALSE(describe_singularity(cov, {"a", "b"}));
  cov(0, 1) = cov(1, 0) = 1;
  CHECK(describe_singularity(cov, {"a", "b"}) == "b is a up to a linear change of scale");
  cov(1, 1) = 0;
  CHECK(describe_singularity(cov, {"a", "b"}) == "b does not vary");
}
