#include <doctest/doctest.h>

#include <Eigen/LU>
#include <cmath>
#include <vector>

#include "stats/resample/random.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/ordinal/bivariate_normal.hpp"
#include "stats/sem/sample/ordinal/conditional_polychoric.hpp"
#include "stats/sem/sample/ordinal/normal.hpp"
#include "stats/sem/sample/ordinal/pair.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Two latent responses that depend on two covariates and on each other, the first cut into four categories and the
/// second into two; and a third one that is seen as a number.
struct Answers {
  MatrixXd covariates;
  VectorXd four, two, number;

  explicit Answers(Index n) : covariates(n, 2), four(n), two(n), number(n) {
    Random random(11, 0);
    for (Index k = 0; k < n; ++k) {
      const double x = random.normal(), z = random.normal(), common = random.normal();
      covariates.row(k) << 3 + 2 * x, x + z;
      const double a = .3 * x - .5 * z + common + random.normal();
      four(k) = 1 + (a > -1) + (a > .2) + (a > 1.1);
      two(k) = 1 + (.6 * x + common + random.normal() > .3);
      number(k) = 5 + 2 * x + z + common + random.normal();
    }
  }
};

/// log P(category) of a respondent by its parameters, thresholds then slopes: written out anew.
double loglik_of(double category, const Eigen::RowVectorXd& x, const VectorXd& parameters) {
  const Index thresholds = parameters.size() - x.size();
  const double shift = x.dot(parameters.tail(x.size()));
  const auto below = [&](Index t) { return t < 0 ? 0.0 : t >= thresholds ? 1.0 : normal_cdf(parameters(t) - shift); };
  const auto own = static_cast<Index>(category) - 1;
  return std::log(below(own) - below(own - 1));
}

VectorXd parameters_of(const Margin& margin) {
  VectorXd all(margin.tau.size() + margin.slopes.size());
  all << margin.tau, margin.slopes;
  return all;
}

/// ∂f/∂x by central differences.
template <class Function>
VectorXd slopes_of(const VectorXd& x, const Function& f) {
  VectorXd slopes(x.size());
  for (Index i = 0; i < x.size(); ++i) {
    VectorXd high = x, low = x;
    high(i) += 1e-6;
    low(i) -= 1e-6;
    slopes(i) = (f(high) - f(low)) / 2e-6;
  }
  return slopes;
}

/// The margin with other parameters, for the same answers.
Margin moved(Margin margin, const MatrixXd& covariates, const VectorXd& parameters) {
  margin.tau = parameters.head(margin.tau.size());
  margin.slopes = parameters.tail(margin.slopes.size());
  margin.shift = covariates * margin.slopes;
  return margin;
}

double log_probability(const Margin& a, const Margin& b, Index k, double rho) {
  const auto at = static_cast<std::size_t>(k);
  double p = 0;
  for (const int i : {0, 1})
    for (const int j : {0, 1})
      p += (i == j ? 1 : -1) *
           BivariateNormal(rho).cdf(a.limit(k, a.categories[at] - 1 - i), b.limit(k, b.categories[at] - 1 - j));
  return std::log(p);
}

}  // namespace

TEST_CASE("an ordered probit regression is at its maximum, and its influence is that of its scores") {
  const Answers answers(400);
  const Margin margin = ordinal_margin(answers.four, 4, answers.covariates, "a");
  const VectorXd at = parameters_of(margin);
  MatrixXd scores(400, at.size());
  for (Index k = 0; k < 400; ++k)
    scores.row(k) = slopes_of(at, [&](const VectorXd& x) {
                      return loglik_of(answers.four(k), answers.covariates.row(k), x);
                    }).transpose();
  CHECK(scores.colwise().sum().cwiseAbs().maxCoeff() < 1e-5);
  const MatrixXd products = scores.transpose() * scores / 400;
  const MatrixXd influence = products.inverse() * scores.transpose();
  CHECK((margin.influence - influence.transpose()).cwiseAbs().maxCoeff() < 1e-5);
}

TEST_CASE("covariates in other units move slopes and thresholds with them, and nothing else") {
  const Answers answers(300);
  const Margin margin = ordinal_margin(answers.four, 4, answers.covariates, "a");
  MatrixXd other = answers.covariates;
  other.col(0) = (other.col(0).array() * 1000 + 50000).matrix();
  const Margin again = ordinal_margin(answers.four, 4, other, "a");
  CHECK(again.slopes(0) * 1000 == doctest::Approx(margin.slopes(0)).epsilon(1e-9));
  CHECK(again.slopes(1) == doctest::Approx(margin.slopes(1)).epsilon(1e-9));
  const double shift = again.slopes(0) * 50000;
  for (Index t = 0; t < 3; ++t) CHECK(again.tau(t) == doctest::Approx(margin.tau(t) + shift).epsilon(1e-9));
  CHECK((again.influence.col(4) - margin.influence.col(4)).cwiseAbs().maxCoeff() < 1e-8);
}

TEST_CASE("a number given covariates is its regression on them") {
  const Answers answers(300);
  const Margin margin = continuous_margin(answers.number, answers.covariates, "y");
  MatrixXd design(300, 3);
  design << VectorXd::Ones(300), answers.covariates;
  const VectorXd fitted = (design.transpose() * design).inverse() * (design.transpose() * answers.number);
  CHECK(margin.mean == doctest::Approx(fitted(0)).epsilon(1e-10));
  CHECK(margin.slopes(0) == doctest::Approx(fitted(1)).epsilon(1e-10));
  CHECK(margin.slopes(1) == doctest::Approx(fitted(2)).epsilon(1e-10));
  CHECK(margin.variance == doctest::Approx((answers.number - design * fitted).squaredNorm() / 300).epsilon(1e-10));
  const VectorXd residuals = answers.number - design * fitted;
  MatrixXd scores(300, 4);
  scores << residuals / margin.variance, ((residuals.array().square() / margin.variance - 1) / (2 * margin.variance)),
      (residuals / margin.variance).asDiagonal() * answers.covariates;
  const MatrixXd products = scores.transpose() * scores / 300;
  const MatrixXd influence = products.inverse() * scores.transpose();
  CHECK((margin.influence - influence.transpose()).cwiseAbs().maxCoeff() < 1e-8);
}

TEST_CASE("the correlation given covariates is where its score is 0, and its scores are slopes of the likelihood") {
  const Answers answers(300);
  const Margin a = ordinal_margin(answers.four, 4, answers.covariates, "a");
  const Margin b = ordinal_margin(answers.two, 2, answers.covariates, "b");
  const double rho = conditional_polychoric(a, b).value;
  CHECK(rho > 0.2);
  CHECK(std::abs(conditional_polychoric_scores(a, b, rho).rho.sum()) < 1e-8);
  const double off = rho - .2;  // where the scores do not vanish in sum
  CaseScores away = conditional_polychoric_scores(a, b, off);
  add_slopes(away.a, a, answers.covariates);
  add_slopes(away.b, b, answers.covariates);
  for (Index k = 0; k < 300; k += 7) {
    CAPTURE(k);
    const double by_rho =
        slopes_of(VectorXd::Constant(1, off), [&](const VectorXd& r) { return log_probability(a, b, k, r(0)); })(0);
    CHECK(away.rho(k) == doctest::Approx(by_rho).epsilon(1e-5));
    const VectorXd by_a = slopes_of(parameters_of(a), [&](const VectorXd& x) {
      return log_probability(moved(a, answers.covariates, x), b, k, off);
    });
    CHECK((away.a.row(k).transpose() - by_a).cwiseAbs().maxCoeff() < 1e-6);
    const VectorXd by_b = slopes_of(parameters_of(b), [&](const VectorXd& x) {
      return log_probability(a, moved(b, answers.covariates, x), k, off);
    });
    CHECK((away.b.row(k).transpose() - by_b).cwiseAbs().maxCoeff() < 1e-6);
  }
}

TEST_CASE("covariates that explain nothing leave the polychoric correlation as it is") {
  const Answers answers(300);
  Margin a = ordinal_margin(answers.four, 4);
  Margin b = ordinal_margin(answers.two, 2);
  const MatrixXd none(300, 0);
  const double plain = pair_of(a, b, none, false).correlation.value;
  a.slopes = b.slopes = VectorXd::Zero(2);
  a.shift = b.shift = VectorXd::Zero(300);
  CHECK(conditional_polychoric(a, b).value == doctest::Approx(plain).epsilon(1e-9));
}

TEST_CASE("categories that a covariate tells apart without error, and numbers that it determines, are refused") {
  Answers answers(100);
  VectorXd sorted(100);
  for (Index k = 0; k < 100; ++k) sorted(k) = answers.covariates(k, 0) > 3 ? 2 : 1;
  CHECK_THROWS_WITH_AS(ordinal_margin(sorted, 2, answers.covariates, "item"),
                       doctest::Contains("tell the categories of item apart"), NotEstimable);
  const VectorXd determined = 2 * answers.covariates.col(0) + answers.covariates.col(1);
  CHECK_THROWS_WITH_AS(continuous_margin(determined, answers.covariates, "y"),
                       doctest::Contains("y is a linear combination of the covariates"), NotEstimable);
}

TEST_CASE("who did not answer adds nothing") {
  Answers answers(200);
  for (Index k = 0; k < 200; k += 9) answers.four(k) = answers.number(k) = NAN;
  const Margin item = ordinal_margin(answers.four, 4, answers.covariates, "a");
  const Margin number = continuous_margin(answers.number, answers.covariates, "y");
  const Pair pair = pair_of(item, number, answers.covariates, true);
  CHECK(item.respondents == 177);
  for (Index k = 0; k < 200; k += 9) {
    CHECK(item.influence.row(k).isZero());
    CHECK(number.influence.row(k).isZero());
    CHECK(pair.influence(k) == 0);
  }
  CHECK(std::abs(pair.influence.sum()) < 1e-7);
}
