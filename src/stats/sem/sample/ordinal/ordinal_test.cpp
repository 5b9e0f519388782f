#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <numbers>
#include <random>

#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/ordinal/bivariate_normal.hpp"
#include "stats/sem/sample/ordinal/gauss_legendre.hpp"
#include "stats/sem/sample/ordinal/margin.hpp"
#include "stats/sem/sample/ordinal/normal.hpp"
#include "stats/sem/sample/ordinal/polychoric.hpp"
#include "stats/sem/sample/ordinal/polyserial.hpp"
#include "stats/sem/sample/sample_of.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {
VectorXd vector_of(std::initializer_list<double> values) {
  VectorXd result(static_cast<Index>(values.size()));
  std::copy(values.begin(), values.end(), result.begin());
  return result;
}

/// Φ₂ by brute force: Simpson's rule over the first variable.
double slow_cdf(double x, double y, double rho) {
  const int steps = 20000;
  const double width = (x + 10) / steps;
  double sum = 0;
  for (int i = 0; i <= steps; ++i) {
    const double t = -10 + i * width;
    const double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * normal_density(t) * normal_cdf((y - rho * t) / std::sqrt(1 - rho * rho));
  }
  return sum * width / 3;
}

double loglik_of(const MatrixXd& counts, const VectorXd& tau_row, const VectorXd& tau_col, double rho) {
  return (counts.array() * cell_probabilities(tau_row, tau_col, rho).value.array().log()).sum();
}

/// Answers to `items` questions with correlated tendencies, cut at the given places; the last column stays continuous.
DataTable answers(std::size_t items, std::size_t n, const std::vector<double>& cuts, unsigned seed) {
  std::mt19937_64 random(seed);
  const auto normal = [&] { return normal_quantile((static_cast<double>(random() >> 11) + 0.5) * 0x1.0p-53); };
  std::vector<std::vector<double>> columns(items + 1);
  for (std::size_t k = 0; k < n; ++k) {
    const double common = normal();
    for (std::size_t i = 0; i < items; ++i) {
      const double tendency = 0.7 * common + 0.7 * normal();
      columns[i].push_back(1);
      for (const double cut : cuts) columns[i].back() += tendency > cut ? 1 : 0;
    }
    columns[items].push_back(10 + 3 * (0.6 * common + 0.8 * normal()));
  }
  DataTable table;
  for (std::size_t i = 0; i < items; ++i) table.add_numbers("x" + std::to_string(i + 1), columns[i]);
  table.add_numbers("y", columns[items]);
  return table;
}

const Settings wlsmv{.estimator = Estimator::wlsmv,
                     .discrepancy = Discrepancy::dwls,
                     .se = StandardErrors::robust_sem,
                     .categorical = true,
                     .meanstructure = true};
}  // namespace

TEST_CASE("Gauss-Legendre nodes integrate polynomials exactly") {
  for (const int degree : {6, 12, 20}) {
    const Quadrature rule = gauss_legendre(degree);
    CHECK(rule.weights.sum() == doctest::Approx(2).epsilon(1e-14));
    CHECK((rule.weights * rule.nodes.pow(2 * degree - 2)).sum() ==
          doctest::Approx(2.0 / (2 * degree - 1)).epsilon(1e-13));
  }
}

TEST_CASE("the bivariate normal distribution function is right for every correlation") {
  CHECK(std::abs(BivariateNormal(0.5).cdf(0, 0) - 1.0 / 3) < 1e-15);  // 1/4 + asin(rho)/2π
  CHECK(std::abs(BivariateNormal(-0.95).cdf(0, 0) - (0.25 + std::asin(-0.95) / (2 * std::numbers::pi))) < 1e-15);
  for (const double rho : {-0.99, -0.93, -0.9, -0.5, -0.1, 0.0, 0.29, 0.31, 0.74, 0.76, 0.92, 0.93, 0.99}) {
    CAPTURE(rho);
    for (const double x : {-2.5, -0.4, 0.0, 1.3, 3.0}) {
      for (const double y : {-3.1, -0.7, 0.2, 2.2}) {
        CHECK(std::abs(BivariateNormal(rho).cdf(x, y) - slow_cdf(x, y, rho)) < 2e-13);
      }
    }
  }
  CHECK(BivariateNormal(1).cdf(1, 2) == doctest::Approx(normal_cdf(1)));
  CHECK(BivariateNormal(-1).cdf(1, -1) == doctest::Approx(0));
  CHECK(BivariateNormal(0.2).cdf(INFINITY, 0.3) == normal_cdf(0.3));
}

TEST_CASE("the cells of a table sum to one, and their slopes to zero and to finite differences") {
  const VectorXd rows = vector_of({-1, 0.2, 1.5});
  const VectorXd cols = vector_of({-0.3, 0.8});
  for (const double rho : {-0.95, -0.4, 0.1, 0.6, 0.94}) {
    CAPTURE(rho);
    const CellProbabilities cells = cell_probabilities(rows, cols, rho);
    CHECK(cells.value.sum() == doctest::Approx(1).epsilon(1e-14));
    CHECK(std::abs(cells.first.sum()) < 1e-14);
    const CellProbabilities above = cell_probabilities(rows, cols, rho + 1e-6);
    const CellProbabilities below = cell_probabilities(rows, cols, rho - 1e-6);
    CHECK(((above.value - below.value) / 2e-6 - cells.first).cwiseAbs().maxCoeff() < 1e-8);
    CHECK(((above.first - below.first) / 2e-6 - cells.second).cwiseAbs().maxCoeff() < 1e-7);
  }
}

TEST_CASE("the tetrachoric correlation of a table cut at the medians is sin(π(2p - 1)/2)") {
  MatrixXd counts(2, 2);
  counts << 40, 10, 10, 40;  // p = 0.8 on the diagonal
  const VectorXd median = vector_of({0});
  CHECK(polychoric(counts, median, median).value ==
        doctest::Approx(std::sin(std::numbers::pi * 0.6 / 2)).epsilon(1e-13));
}

TEST_CASE("a polychoric correlation is the maximum of its likelihood") {
  MatrixXd counts(3, 3);
  counts << 13, 6, 0, 9, 21, 8, 2, 7, 30;
  const double n = counts.sum();
  const VectorXd rows = vector_of({normal_quantile(19 / n), normal_quantile(57 / n)});
  const VectorXd cols = vector_of({normal_quantile(24 / n), normal_quantile(58 / n)});
  const double rho = polychoric(counts, rows, cols).value;
  const CellProbabilities cells = cell_probabilities(rows, cols, rho);
  CHECK(std::abs((counts.array() * cells.first.array() / cells.value.array()).sum()) < 1e-10 * n);
  CHECK(loglik_of(counts, rows, cols, rho) > loglik_of(counts, rows, cols, rho + 1e-3));
  CHECK(loglik_of(counts, rows, cols, rho) > loglik_of(counts, rows, cols, rho - 1e-3));
  CHECK(polychoric(counts.transpose(), cols, rows).value == doctest::Approx(rho).epsilon(1e-13));
  CHECK(polychoric(counts.colwise().reverse(), -rows.reverse(), cols).value == doctest::Approx(-rho).epsilon(1e-12));
}

TEST_CASE("empty cells: half a respondent in a two by two table, the bound where two are empty") {
  MatrixXd counts(2, 2);
  counts << 30, 12, 0, 18;
  const VectorXd rows = vector_of({normal_quantile(0.7)});
  const VectorXd cols = vector_of({normal_quantile(0.5)});
  const TwoStepCorrelation adjusted = polychoric(counts, rows, cols);
  counts << 29.5, 12.5, 0.5, 17.5;
  CHECK(adjusted.value == doctest::Approx(polychoric(counts, rows, cols).value));
  CHECK_FALSE(adjusted.at_bound);
  counts << 30, 0, 0, 30;
  CHECK(polychoric(counts, cols, cols).value == largest_correlation);
  counts << 0, 30, 30, 0;
  CHECK(polychoric(counts, cols, cols).value == -largest_correlation);
}

TEST_CASE("the scores of a polyserial correlation are the slopes of its likelihood") {
  const DataTable data = answers(1, 40, {-0.5, 0.6}, 7);
  const Eigen::Map<const VectorXd> x(data.columns[0].numbers.data(), 40);
  const Eigen::Map<const VectorXd> y(data.columns[1].numbers.data(), 40);
  const Margin item = ordinal_margin(x, 3);
  const Margin continuous = continuous_margin(y);
  const double rho = polyserial(item, continuous).value;
  const CaseScores scores = polyserial_scores(item, continuous, rho);
  CHECK(std::abs(scores.rho.sum()) < 1e-10);
  const auto loglik = [&](Index k, double r, const VectorXd& tau, double mean, double variance) {
    const double z = (y(k) - mean) / std::sqrt(variance);
    const auto up_to = [&](Index t) {
      return t < 0 ? 0.0 : t >= tau.size() ? 1.0 : normal_cdf((tau(t) - r * z) / std::sqrt(1 - r * r));
    };
    const auto category = static_cast<Index>(x(k));
    return std::log(up_to(category - 1) - up_to(category - 2)) - z * z / 2 - std::log(variance) / 2;
  };
  const double h = 1e-6;
  for (Index k = 0; k < 40; ++k) {
    const auto slope = [&](double dr, Index t, double dm, double dv) {
      VectorXd up = item.tau;
      VectorXd down = item.tau;
      if (t >= 0) up(t) += h;
      if (t >= 0) down(t) -= h;
      return (loglik(k, rho + dr, up, continuous.mean + dm, continuous.variance + dv) -
              loglik(k, rho - dr, down, continuous.mean - dm, continuous.variance - dv)) /
             (2 * h);
    };
    CHECK(scores.rho(k) == doctest::Approx(slope(h, -1, 0, 0)).epsilon(1e-6));
    CHECK(std::abs(scores.a(k, 0) - slope(0, 0, 0, 0)) < 1e-6);
    CHECK(std::abs(scores.a(k, 1) - slope(0, 1, 0, 0)) < 1e-6);
    CHECK(std::abs(scores.b(k, 0) - slope(0, -1, h, 0)) < 1e-6);
    CHECK(std::abs(scores.b(k, 1) - slope(0, -1, 0, h)) < 1e-6);
  }
}

TEST_CASE("an ordinal sample has thresholds, correlations and their asymptotic covariance in the documented order") {
  const SampleRequest request{.variables = {"x1", "y", "x2"}, .ordinal = {"x1", "x2"}};
  const Sample sample = sample_of(answers(2, 200, {-0.5, 0.6}, 11), request, wlsmv);
  const GroupSample& group = sample.groups[0];
  REQUIRE(group.statistics.size() == 2 + 1 + 2 + 1 + 3);
  CHECK(group.thresholds[0].size() == 2);
  CHECK(group.thresholds[1].size() == 0);
  CHECK(group.statistics(0) == group.thresholds[0](0));
  CHECK(group.statistics(2) == -group.mean(1));
  CHECK(group.statistics(5) == group.cov(1, 1));
  CHECK(group.statistics(6) == group.cov(1, 0));
  CHECK(group.statistics(7) == group.cov(2, 0));
  CHECK(group.statistics(8) == group.cov(2, 1));
  CHECK(group.cov(0, 0) == 1);
  CHECK(sample.levels[0] == std::vector<double>{1, 2, 3});
  // A threshold is a quantile of a share, so its variance is p(1 - p)/φ².
  const double share = normal_cdf(group.thresholds[0](0));
  const double density = normal_density(group.thresholds[0](0));
  CHECK(group.gamma(0, 0) == doctest::Approx(share * (1 - share) / (density * density)).epsilon(1e-10));
  CHECK(group.gamma.isApprox(group.gamma.transpose(), 0));
  CHECK(Eigen::SelfAdjointEigenSolver<MatrixXd>(group.gamma).eigenvalues()(0) > 0);
}

TEST_CASE("neither the order of respondents nor the names of categories matter") {
  const DataTable data = answers(4, 150, {-0.5, 0.6}, 13);
  DataTable other = data;
  for (Column& column : other.columns) {
    std::reverse(column.numbers.begin(), column.numbers.end());
    if (column.name != "y") {
      for (double& answer : column.numbers) answer = answer * answer - 0.5;
    }
  }
  const SampleRequest request{.variables = {"x1", "x2", "x3", "x4", "y"}, .ordinal = {"x1", "x2", "x3", "x4"}};
  const GroupSample a = sample_of(data, request, wlsmv).groups[0];
  const GroupSample b = sample_of(other, request, wlsmv).groups[0];
  CHECK(a.statistics.isApprox(b.statistics, 1e-11));
  CHECK(a.gamma.isApprox(b.gamma, 1e-10));
}

TEST_CASE("pairwise, each correlation rests on those who answered both, and without gaps it is listwise") {
  DataTable data = answers(3, 300, {-0.5, 0.6}, 17);
  const SampleRequest request{.variables = {"x1", "x2", "x3"}, .ordinal = {"x1", "x2", "x3"}};
  Settings pairwise = wlsmv;
  pairwise.missing = Missing::pairwise;
  CHECK(sample_of(data, request, pairwise).groups[0].gamma == sample_of(data, request, wlsmv).groups[0].gamma);

  for (std::size_t k = 0; k < 300; k += 5) data.columns[2].numbers[k] = NAN;
  const GroupSample group = sample_of(data, request, pairwise).groups[0];
  const SampleRequest two{.variables = {"x1", "x2"}, .ordinal = {"x1", "x2"}};
  CHECK(group.n == 300);
  CHECK(group.cov(1, 0) == sample_of(data, two, wlsmv).groups[0].cov(1, 0));
  CHECK(group.gamma(4, 4) > sample_of(data, request, wlsmv).groups[0].gamma(4, 4));
}

TEST_CASE("what ordinal items cannot do is refused by name") {
  DataTable data = answers(2, 60, {-0.5, 0.6}, 19);
  std::vector<double> group;
  for (const double answer : data.columns[0].numbers) group.push_back(answer == 3 ? 1 : 2);
  data.add_numbers("g", group);
  const SampleRequest request{.variables = {"x1", "x2"}, .ordinal = {"x1", "x2"}, .group = "g"};
  const auto reason = [&](const Settings& settings) -> std::string {
    try {
      sample_of(data, request, settings);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "no error";
  };
  CHECK((reason(wlsmv) == "Nobody in group 2 chose the category 3 of x1. Merge it with a neighbour, or leave the item "
                          "out." ||
         reason(wlsmv).find("in group 1 gave the same answer to x1") != std::string::npos));
  Settings fiml = wlsmv;
  fiml.missing = Missing::ml;
  CHECK(reason(fiml) == "missing = fiml is not available with ordinal items; missing = pairwise is.");
  Settings pairwise;
  pairwise.missing = Missing::pairwise;
  CHECK(reason(pairwise).starts_with("missing = pairwise is for ordinal items."));
}

TEST_CASE("items that always agree are pointed out") {
  DataTable data = answers(2, 100, {-0.5, 0.6}, 23);
  data.columns[1].numbers = data.columns[0].numbers;
  const Sample sample = sample_of(data, {.variables = {"x1", "x2"}, .ordinal = {"x1", "x2"}}, wlsmv);
  REQUIRE_FALSE(sample.warnings.empty());
  CHECK(sample.warnings.back().starts_with("The correlation of x1 and x2 is (nearly) 1"));
  CHECK(std::isfinite(sample.groups[0].cov(1, 0)));
}
