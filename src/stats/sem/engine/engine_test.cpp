#include <doctest/doctest.h>

#include "stats/sem/engine/drawn_data.hpp"
#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/sem/inference/infer.hpp"
#include "stats/sem/run/prepare.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {

constexpr const char* two_factors = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f + z\nx1 ~~ x4";

/// A point off the minimum at which F has a value.
VectorXd some_point(const Fit& fit) {
  VectorXd x = fit.x;
  for (Index i = 0; i < x.size(); ++i) x(i) += 0.03 * std::sin(static_cast<double>(7 * i + 1));
  return x;
}

VectorXd numeric_gradient(const Objective& objective, const VectorXd& x) {
  VectorXd gradient(x.size());
  Sums sums(x.size());
  for (Index i = 0; i < x.size(); ++i) {
    VectorXd moved = x;
    const double h = 1e-5;
    moved(i) = x(i) + h;
    objective.evaluate(moved, Curvature::none, sums);
    const double high = sums.value;
    moved(i) = x(i) - h;
    objective.evaluate(moved, Curvature::none, sums);
    gradient(i) = (high - sums.value) / (2 * h);
  }
  return gradient;
}

MatrixXd numeric_hessian(const Objective& objective, const VectorXd& x) {
  MatrixXd hessian(x.size(), x.size());
  Sums sums(x.size());
  for (Index i = 0; i < x.size(); ++i) {
    VectorXd moved = x;
    const double h = 1e-5;
    moved(i) = x(i) + h;
    objective.evaluate(moved, Curvature::gradient, sums);
    const VectorXd high = sums.gradient;
    moved(i) = x(i) - h;
    objective.evaluate(moved, Curvature::gradient, sums);
    hessian.col(i) = (high - sums.gradient) / (2 * h);
  }
  return hessian;
}

DataTable with_gaps(DataTable table) {
  for (std::size_t j = 0; j < 6; ++j)
    for (std::size_t i = j; i < table.row_count; i += 11) table.columns[j].numbers[i] = NAN;
  return table;
}

Fit estimated(const DataTable& data, const Options& options, const char* model = two_factors) {
  const Prepared prepared = prepare(model, data, options);
  return estimate_model(prepared.table, prepared.sample, prepared.settings);
}

}  // namespace

TEST_CASE("the gradient of every discrepancy is that of its finite differences") {
  const DataTable data = drawn_data(300, 3);
  for (const Estimator estimator : {Estimator::ml, Estimator::gls, Estimator::wls, Estimator::uls, Estimator::dwls}) {
    CAPTURE(word_of(estimator));
    const Fit fit = estimated(data, {.estimator = estimator, .meanstructure = true});
    const Objective objective(fit.structure, *fit.sample, fit.settings);
    const VectorXd x = some_point(fit);
    Sums sums(x.size());
    REQUIRE(objective.evaluate(x, Curvature::gradient, sums));
    CHECK((sums.gradient - numeric_gradient(objective, x)).cwiseAbs().maxCoeff() < 1e-7);
  }
}

TEST_CASE("the exact Hessian of maximum likelihood is that of finite differences, with and without gaps") {
  const DataTable data = drawn_data(300, 4);
  for (const bool gaps : {false, true}) {
    CAPTURE(gaps);
    Options options{.meanstructure = true};
    if (gaps) options.missing = Missing::ml;
    const Fit fit = estimated(gaps ? with_gaps(data) : data, options);
    const Objective objective(fit.structure, *fit.sample, fit.settings);
    const VectorXd x = some_point(fit);
    Sums sums(x.size());
    REQUIRE(objective.evaluate(x, Curvature::observed, sums));
    CHECK((sums.gradient - numeric_gradient(objective, x)).cwiseAbs().maxCoeff() < 1e-7);
    const MatrixXd numeric = numeric_hessian(objective, x);
    CHECK((sums.hessian - numeric).cwiseAbs().maxCoeff() < 1e-6 * numeric.cwiseAbs().maxCoeff());
  }
}

TEST_CASE("a Jacobian is that of the implied statistics, ordinal items in both parameterizations included") {
  const DataTable data = in_categories(drawn_data(400, 5), 4);
  const std::string model = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\nx1 ~~ x4\nx2 ~~ x3";
  for (const int kind : {0, 1, 2, 3, 4}) {
    CAPTURE(kind);
    Options options;
    if (kind > 0) options.ordered = {"x1", "x2", "x3", "x5"};
    if (kind == 2 || kind == 4) options.parameterization = Parameterization::theta;
    options.group = "region";
    const bool given = kind > 2;  // of covariates: on factors, an ordinal item and a number
    const Fit fit = estimated(data, options, (model + (given ? "\nf + g + x2 + x4 ~ z\ng ~ f" : "")).c_str());
    CHECK(fit.structure.covariate_count == (given ? 1 : 0));
    const VectorXd x = some_point(fit);
    for (const std::size_t group : {0U, 1U}) {
      const MatrixXd jacobian = jacobian_at(fit.structure, group, x);
      const auto statistics = [&](const VectorXd& at) {
        return implied_statistics(fit.structure, implied_by(fit.structure, matrices_at(fit.structure, group, at)));
      };
      for (Index i = 0; i < x.size(); ++i) {
        VectorXd high = x;
        VectorXd low = x;
        high(i) += 1e-6;
        low(i) -= 1e-6;
        const VectorXd numeric = (statistics(high) - statistics(low)) / 2e-6;
        CHECK((jacobian.col(i) - numeric).cwiseAbs().maxCoeff() < 1e-8);
      }
    }
  }
}

TEST_CASE("scores of the respondents add up to the gradient, and are 0 in sum at the minimum") {
  const Fit fit = estimated(with_gaps(drawn_data(200, 6)), {.missing = Missing::ml});
  const MatrixXd scores = scores_of(fit, 0);
  CHECK(scores.colwise().sum().cwiseAbs().maxCoeff() < 1e-6);

  Fit moved = fit;
  moved.x = some_point(fit);
  const Objective objective(fit.structure, *fit.sample, fit.settings);
  Sums sums(moved.x.size());
  objective.evaluate(moved.x, Curvature::gradient, sums);
  const VectorXd expected = -0.5 * static_cast<double>(fit.sample->total()) * sums.gradient;
  CHECK((scores_of(moved, 0).colwise().sum().transpose() - expected).cwiseAbs().maxCoeff() < 1e-8);
}

TEST_CASE("equality constraints hold exactly, nonlinear ones too, and cost a degree of freedom each") {
  const DataTable data = drawn_data(300, 7);
  const Fit free = estimated(data, {}, "f =~ x1 + a*x2 + b*x3");
  const Fit equal = estimated(data, {}, "f =~ x1 + a*x2 + a*x3");
  const Fit bent = estimated(data, {}, "f =~ x1 + a*x2 + b*x3\na == b^2");
  CHECK(equal.x(0) == doctest::Approx(equal.x(1)).epsilon(1e-12));
  CHECK(bent.x(0) == doctest::Approx(bent.x(1) * bent.x(1)).epsilon(1e-9));
  CHECK(equal.df == free.df + 1);
  CHECK(bent.df == free.df + 1);
  CHECK(equal.fmin > free.fmin);
}

TEST_CASE("bounds hold beside equalities, and the best of several minima is taken") {
  DataTable data = drawn_data(40, 2);
  for (std::size_t i = 0; i < data.row_count; ++i)  // x2 all but their sum: more than a factor of theirs explains
    data.columns[1].numbers[i] =
        data.columns[0].numbers[i] + data.columns[2].numbers[i] + 0.1 * data.columns[1].numbers[i];
  const char* model = "f =~ NA*x1 + a*x1 + x2 + a*x3\nf ~~ 1*f";
  Options options{.bounds = Bounds::standard};
  const Fit free = estimated(data, {}, model);
  const Fit bounded = estimated(data, options, model);
  CHECK(bounded.x(0) == doctest::Approx(bounded.x(2)).epsilon(1e-9));
  for (std::size_t r = 0; r < bounded.table.rows.size(); ++r) {
    const Parameter& row = bounded.table.rows[r];
    if (row.free == 0) continue;
    CHECK(bounded.estimates[r] >= row.lower - 1e-9);
    CHECK(bounded.estimates[r] <= row.upper + 1e-9);
  }
  CHECK(bounded.fmin > free.fmin + 1e-6);  // they do hold something back
}

TEST_CASE("constraints that exclude each other are refused, and named") {
  const auto reason_of = [](const std::string& constraints) -> std::string {
    try {
      estimated(drawn_data(200, 4), {}, ("f =~ x1 + a*x2 + b*x3\n" + constraints).c_str());
      return "";
    } catch (const NotEstimable& error) {
      CHECK(error.code == "contradiction");
      return error.what();
    }
  };
  const std::string reason = reason_of("a > 3\na < 1");
  CHECK((reason.find("\"a > 3\"") != std::string::npos || reason.find("\"a < 1\"") != std::string::npos));
  CHECK_FALSE(reason_of("a > b + 1\nb > a").empty());
  CHECK_FALSE(reason_of("a^2 == -1").empty());
  CHECK(reason_of("a > 0.2\na < 2").empty());
  CHECK(reason_of("a > 3").empty());  // far from the minimum, but there are such values
  CHECK(reason_of("a*b == 1\na > b").empty());
}

TEST_CASE("an inequality that the free minimum satisfies changes nothing; one that it breaks holds at its bound") {
  const DataTable data = drawn_data(300, 8);
  const Fit free = estimated(data, {}, "f =~ x1 + a*x2 + x3");
  const Fit idle = estimated(data, {}, "f =~ x1 + a*x2 + x3\na > 0.1");
  const Fit active = estimated(data, {}, "f =~ x1 + a*x2 + x3\na > 3");
  CHECK(idle.fmin == doctest::Approx(free.fmin).epsilon(1e-9));
  CHECK(active.x(0) == doctest::Approx(3).epsilon(1e-7));
  CHECK(active.df == free.df);
}
