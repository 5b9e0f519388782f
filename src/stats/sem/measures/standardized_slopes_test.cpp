#include "stats/sem/measures/standardized_slopes.hpp"

#include <doctest/doctest.h>

#include "stats/sem/engine/drawn_data.hpp"
#include "stats/sem/measures/delta_method.hpp"
#include "stats/sem/run/prepare.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {

constexpr const char* factors = "f =~ x1 + x2 + a*x3\ng =~ x4 + b*x5 + x6\nx1 ~~ x4\nab := a*b";

Fit fitted(const char* model, const DataTable& data, const Options& options) {
  return fit_prepared(prepare(model, data, options), {});
}

void check_slopes(const Fit& fit) {
  for (const auto kind : {Standardization::latent, Standardization::all, Standardization::all_but_exogenous}) {
    const auto values = [&](const VectorXd& x) -> VectorXd {
      return standardized_values(fit, x, kind).unaryExpr([](double v) { return std::isnan(v) ? 0 : v; });
    };
    const auto exact = standardized_slopes(fit, standardized_values(fit, fit.x, kind), kind);
    REQUIRE(exact);
    const MatrixXd numeric = jacobian_of(values, fit.x);
    CHECK((*exact - numeric).cwiseAbs().maxCoeff() < 1e-8 * (1 + numeric.cwiseAbs().maxCoeff()));
  }
}

}  // namespace

TEST_CASE("slopes of the standardized solution are those of finite differences") {
  const DataTable data = drawn_data(300, 3), ordinal = in_categories(data, 3);
  check_slopes(fitted(factors, data, {}));
  check_slopes(fitted("f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f + z\nx5 ~~ x6", data, {.meanstructure = true}));
  check_slopes(fitted("x4 ~ x1 + z\nx5 ~ x4 + z\nx5 ~~ x6", data, {.fixed_x = false}));
  check_slopes(fitted(factors, data, {.group = "region", .group_equal = {GroupEqual::loadings}}));
  check_slopes(fitted(factors, ordinal, {.all_ordered = true}));
  check_slopes(fitted(factors, ordinal, {.parameterization = Parameterization::theta, .all_ordered = true}));
  check_slopes(
      fitted(factors, ordinal,
             {.all_ordered = true, .group = "region", .group_equal = {GroupEqual::loadings, GroupEqual::thresholds}}));
  check_slopes(fitted(factors, ordinal,
                      {.parameterization = Parameterization::theta,
                       .all_ordered = true,
                       .group = "region",
                       .group_equal = {GroupEqual::loadings, GroupEqual::thresholds}}));
  check_slopes(fitted("f =~ x1 + x2 + x3\nx4 ~ f", ordinal,
                      {.parameterization = Parameterization::theta, .ordered = {"x1", "x4"}}));
}

TEST_CASE("ordinal items in regressions under delta are left to finite differences") {
  const Fit fit = fitted("f =~ x1 + x2 + x3\nx4 ~ f", in_categories(drawn_data(300, 3), 3), {.ordered = {"x4"}});
  CHECK(!standardized_slopes(fit, standardized_values(fit, fit.x, Standardization::all), Standardization::all));
}
