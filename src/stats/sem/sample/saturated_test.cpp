#include "stats/sem/sample/saturated.hpp"

#include <doctest/doctest.h>

#include <Eigen/LU>
#include <cmath>
#include <numbers>
#include <random>

#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/patterns.hpp"
#include "stats/sem/sample/sample_of.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {
/// Four correlated variables; a share of the cells is left empty.
MatrixXd answers(Index n, double gaps, unsigned seed) {
  std::mt19937_64 random(seed);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1.0p-53; };
  MatrixXd rows(n, 4);
  for (Index k = 0; k < n; ++k) {
    const double common = uniform() + uniform() + uniform();
    for (Index i = 0; i < 4; ++i) rows(k, i) = 100 * static_cast<double>(i) + std::pow(2, i) * (common + uniform());
    for (Index i = 0; i < 3; ++i) {
      if (uniform() < gaps) rows(k, i) = NAN;
    }
  }
  return rows;
}

/// The log-likelihood row by row, straight from the normal density.
double loglik_of(const MatrixXd& rows, const VectorXd& mean, const MatrixXd& cov) {
  double sum = 0;
  for (Index k = 0; k < rows.rows(); ++k) {
    std::vector<Index> seen;
    for (Index i = 0; i < rows.cols(); ++i) {
      if (!std::isnan(rows(k, i))) seen.push_back(i);
    }
    const MatrixXd part = cov(seen, seen);
    const VectorXd away = rows.row(k)(seen).transpose() - mean(seen);
    sum -= (static_cast<double>(seen.size()) * std::log(2 * std::numbers::pi) + std::log(part.determinant()) +
            away.dot(part.inverse() * away)) /
           2;
  }
  return sum;
}

DataTable table_of(const MatrixXd& rows) {
  DataTable table;
  for (Index i = 0; i < rows.cols(); ++i) {
    table.add_numbers("x" + std::to_string(i + 1), {rows.col(i).begin(), rows.col(i).end()});
  }
  return table;
}

const SampleRequest all{.variables = {"x1", "x2", "x3", "x4"}};
const Settings fiml{.missing = Missing::ml, .meanstructure = true};
}  // namespace

TEST_CASE("without gaps the saturated model is the sample") {
  const Sample listwise = sample_of(table_of(answers(60, 0, 1)), all, {});
  const Sample ml = sample_of(table_of(answers(60, 0, 1)), all, fiml);
  REQUIRE(ml.groups[0].patterns.size() == 1);
  CHECK(ml.groups[0].cov.isApprox(listwise.groups[0].cov, 1e-13));
  CHECK(ml.groups[0].mean.isApprox(listwise.groups[0].mean, 1e-14));
}

TEST_CASE("the saturated model is the maximum of the likelihood of what was answered") {
  const MatrixXd rows = answers(80, 0.3, 2);
  const GroupSample group = sample_of(table_of(rows), all, fiml).groups[0];
  const double best = loglik_of(rows, group.mean, group.cov);
  CHECK(group.saturated_loglik == doctest::Approx(best).epsilon(1e-12));
  for (Index i = 0; i < 4; ++i) {
    for (const double step : {-1e-4, 1e-4}) {
      VectorXd mean = group.mean;
      mean(i) += step * std::sqrt(group.cov(i, i));
      CHECK(loglik_of(rows, mean, group.cov) < best);
      for (Index j = 0; j <= i; ++j) {
        MatrixXd cov = group.cov;
        cov(i, j) += step * std::sqrt(cov(i, i) * cov(j, j));
        cov(j, i) = cov(i, j);
        CHECK(loglik_of(rows, group.mean, cov) < best);
      }
    }
  }
}

TEST_CASE("neither the order of respondents nor the scale of a variable matters to it") {
  const MatrixXd rows = answers(70, 0.25, 3);
  const GroupSample group = sample_of(table_of(rows), all, fiml).groups[0];
  const GroupSample reversed = sample_of(table_of(rows.colwise().reverse()), all, fiml).groups[0];
  CHECK(reversed.cov.isApprox(group.cov, 1e-10));
  MatrixXd rescaled = rows;
  rescaled.col(2) = rows.col(2) * 1e-6;
  const GroupSample other = sample_of(table_of(rescaled), all, fiml).groups[0];
  CHECK(other.cov(2, 1) == doctest::Approx(group.cov(2, 1) * 1e-6).epsilon(1e-10));
}

TEST_CASE("patterns keep who gave which answers") {
  MatrixXd rows(4, 2);
  rows << 1, 2, NAN, 3, 5, 6, NAN, 5;
  const std::vector<Pattern> patterns = patterns_of(rows);
  REQUIRE(patterns.size() == 2);
  CHECK(patterns[0].observed == std::vector<Index>{0, 1});
  CHECK(patterns[0].rows == std::vector<Index>{0, 2});
  CHECK(patterns[1].observed == std::vector<Index>{1});
  CHECK(patterns[1].n == 2);
  CHECK(patterns[1].mean(0) == 4);
  CHECK(patterns[1].cov(0, 0) == 1);
}

TEST_CASE("who answered nothing, or not the covariates, is left out and counted") {
  MatrixXd rows = answers(50, 0.2, 4);
  rows.row(7).setConstant(NAN);
  rows(9, 3) = NAN;
  SampleRequest request = all;
  request.exogenous = {"x4"};
  const Sample fixed = sample_of(table_of(rows), request, fiml);
  CHECK(fixed.groups[0].n == 48);
  REQUIRE(fixed.warnings.size() == 2);
  CHECK(fixed.warnings[0].starts_with("1 respondent was left out for a missing covariate, of 50."));
  CHECK(fixed.warnings[1] == "1 respondent was left out for answering none of the model's variables.");
  Settings with_x = fiml;
  with_x.missing = Missing::ml_x;
  CHECK(sample_of(table_of(rows), request, with_x).groups[0].n == 49);
}

TEST_CASE("gaps do not hide that items depend on each other") {
  MatrixXd rows = answers(50, 0.1, 5);
  rows.col(3) = rows.col(1) - 2 * rows.col(2);
  try {
    sample_of(table_of(rows), all, fiml);
    FAIL("a singular sample was taken");
  } catch (const NotEstimable& error) {
    CHECK(error.code == "singular_sample");
    CHECK(std::string(error.what()).find("x4 is a linear combination of x2 and x3") != std::string::npos);
  }
}

TEST_CASE("two questions that hardly anyone answered both are pointed out") {
  MatrixXd rows = answers(60, 0, 6);
  rows.col(0).head(30).setConstant(NAN);
  rows.col(1).tail(30).setConstant(NAN);
  rows.row(0) = rows.row(59);
  rows(0, 1) = 105;
  const Sample sample = sample_of(table_of(rows), all, fiml);
  REQUIRE(sample.warnings.size() == 1);
  CHECK(sample.warnings[0].starts_with("Only 1 of 60 respondents answered both x1 and x2"));
}
