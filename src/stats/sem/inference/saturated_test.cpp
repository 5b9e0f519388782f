#include "stats/sem/inference/saturated.hpp"

#include <doctest/doctest.h>

#include <memory>

#include "stats/model/syntax.hpp"
#include "stats/sem/engine/drawn_data.hpp"
#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/sample/sample_of.hpp"
#include "stats/sem/table/expand.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {

struct Traces {
  double fitted = 0;
  double saturated = 0;
};

Traces traces(const std::string& model, const DataTable& data, const Options& options) {
  const Settings settings = resolve(options, false, 1, false);
  const ParameterTable table = expand(parse_syntax(model), {}, {}, settings);
  const SampleRequest request{.variables = table.observed, .exogenous = table.exogenous};
  const Fit fit = fit_model(table, std::make_shared<const Sample>(sample_of(data, request, settings)), settings);
  CHECK(fit.df == 0);
  CHECK(saturated_parameter_count(fit) == fit.parameter_count);
  return {.fitted = fitted_trace(fit, Objective(fit.structure, *fit.sample, settings)),
          .saturated = saturated_trace(fit)};
}

}  // namespace

TEST_CASE("a regression that fits exactly is the saturated model of what its fixed covariates do not determine") {
  const std::string model = "x4 + x5 ~ x1 + z\n";
  const Options robust{.estimator = Estimator::mlr};
  const Traces complete = traces(model, drawn_data(300, 7), robust);
  CHECK(complete.saturated == doctest::Approx(complete.fitted).epsilon(1e-6));

  DataTable gaps = drawn_data(300, 7);
  for (std::size_t row = 0; row < 300; row += 5) gaps.columns[4].numbers[row] = no_value;
  Options missing = robust;
  missing.missing = Missing::ml;
  const Traces incomplete = traces(model, gaps, missing);
  CHECK(incomplete.saturated == doctest::Approx(incomplete.fitted).epsilon(1e-5));
}

TEST_CASE("moments of fixed covariates among themselves are not modelled") {
  Sample sample{.variables = {"y", "x", "z"}, .is_fixed = {false, true, true}};
  CHECK(modelled_moments(sample, false) == std::vector<Index>{0, 1, 2});    // σyy σxy σzy; not σxx σzx σzz
  CHECK(modelled_moments(sample, true) == std::vector<Index>{0, 3, 4, 5});  // and the mean of y
}
