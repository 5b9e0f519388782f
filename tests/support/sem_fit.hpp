#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "stats/model/syntax.hpp"
#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/sample/sample_of.hpp"
#include "stats/sem/table/expand.hpp"

namespace test {

/// A model fitted to a covariance matrix (row by row, divisor n - 1), for tests of what follows from a fit.
inline rapport::stats::sem::Fit fit_to_moments(const std::string& model, const std::vector<std::string>& names,
                                               const std::vector<double>& cov, std::size_t n,
                                               const rapport::stats::sem::Options& options = {}) {
  using namespace rapport::stats::sem;
  const Settings settings = resolve(options, false, 1, false);
  const ParameterTable table = expand(rapport::stats::parse_syntax(model), {}, {}, settings);
  const MomentInput moments{.n = n, .cov = {.rows = names, .cols = names, .values = cov}};
  const SampleRequest request{.variables = table.observed, .exogenous = table.exogenous};
  return fit_model(table, std::make_shared<const Sample>(sample_of({moments}, request, settings)), settings);
}

/// Three items with correlations .56, .48 and .42, which loadings of .8, .7 and .6 reproduce.
inline rapport::stats::sem::Fit one_factor(std::size_t n = 200) {
  return fit_to_moments("f =~ a + b + c", {"a", "b", "c"}, {1, .56, .48, .56, 1, .42, .48, .42, 1}, n);
}

}  // namespace test
