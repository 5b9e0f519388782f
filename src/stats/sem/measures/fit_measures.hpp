#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stats/sem/fit.hpp"
#include "stats/sem/measures/fit_indices.hpp"
#include "stats/sem/measures/residual_indices.hpp"

namespace rapport::stats::sem {

/// What the robust CFI, TLI and RMSEA are made of.
struct RobustFigures {
  ScaledChiSquare model;     // of the RMSEA
  ScaledChiSquare compared;  // the model in CFI and TLI
  ScaledChiSquare baseline;
  double n = no_value;  // the RMSEA's
};

/// Everything that the fit measures follow from.
struct FitFigures {
  double npar = 0;
  double fmin = 0;
  double ntotal = 0;  // respondents
  std::size_t groups = 1;
  double n = 0;                        // what a statistic is F times: ntotal for normal-theory ML, else ntotal - groups
  std::vector<TestResult> tests = {};  // standard first; then the adjusted one, if any
  std::vector<TestResult> baseline_tests = {};  // the same of the model without any relation
  std::optional<RobustFigures> robust = {};
  bool has_robust = false;  // the names are in the list, even if they have no value
  double logl = no_value;   // ML only
  double unrestricted_logl = no_value;
  bool has_logl = false;
  bool categorical = false;
  std::size_t statistics = 0;  // of all groups together
  std::size_t statistics_per_group = 0;
  ResidualIndices residual = {};
  double gfi = no_value;
};
FitFigures figures_of(const Fit& fit, const Fit& baseline);

/// lavaan's fitMeasures: its names, in its order; NaN where a measure is not to be had. Which there are depends on the
/// estimator, as in lavaan: `.scaled` and `.robust` with an adjusted test, logl and information criteria with ML only.
std::vector<std::pair<std::string, double>> fit_measures(const FitFigures& figures);

/// fit_measures(figures_of(fit, baseline)).
std::vector<std::pair<std::string, double>> fit_measures(const Fit& fit, const Fit& baseline);

/// The test that corrects the standard one for non-normality; null if there is none.
const TestResult* adjusted_test(const std::vector<TestResult>& tests);

}  // namespace rapport::stats::sem
