#include <cmath>

#include "stats/sem/inference/infer.hpp"
#include "stats/sem/inference/saturated.hpp"
#include "stats/sem/measures/chi_square.hpp"

namespace rapport::stats::sem {
namespace {

TestResult standard_test(const Fit& fit, const Objective& objective) {
  TestResult result{.test = TestStatistic::standard};
  result.statistic = fit.chi_square;
  result.df = static_cast<double>(fit.df);
  // The minimum of ULS has no χ² distribution.
  if (fit.settings.discrepancy != Discrepancy::uls) result.pvalue = chi_square_upper_tail(result.statistic, result.df);
  if (fit.sample->groups.size() == 1) {
    result.by_group = {fit.chi_square};
    return result;
  }
  for (std::size_t group = 0; group < fit.sample->groups.size(); ++group)
    result.by_group.push_back(std::max(objective.group_value(group, fit.x), 0.0) * objective.group_weight(group) *
                              objective.multiplier());
  return result;
}

/// T/c + shift, group by group alike.
void scale(TestResult& result, const TestResult& standard, double factor) {
  result.scaling_factor = factor;
  result.statistic = standard.statistic / factor;
  for (const double own : standard.by_group) result.by_group.push_back(own / factor);
}

/// Satorra & Bentler (1994): T df/tr(UΓ).
TestResult satorra_bentler(const TestResult& standard, const Sandwich& sandwich) {
  TestResult result{.test = TestStatistic::satorra_bentler, .df = standard.df};
  result.trace_ugamma = sandwich.trace;
  scale(result, standard, standard.df > 0 ? sandwich.trace / standard.df : no_value);
  result.pvalue = chi_square_upper_tail(result.statistic, result.df);
  return result;
}

/// Satorra & Bentler (1994), adjusted for mean and variance: df = tr(UΓ)²/tr((UΓ)²), not rounded.
TestResult mean_var_adjusted(const TestResult& standard, const Sandwich& sandwich) {
  TestResult result{.test = TestStatistic::mean_var_adjusted};
  result.trace_ugamma = sandwich.trace;
  result.trace_ugamma2 = sandwich.trace_squared;
  result.df = sandwich.trace * sandwich.trace / sandwich.trace_squared;
  scale(result, standard, sandwich.trace / result.df);
  result.pvalue = chi_square_upper_tail(result.statistic, result.df);
  return result;
}

/// Asparouhov & Muthén (2010), "Simple second order chi-square correction": aT + b with the nominal df.
TestResult scaled_shifted(const Fit& fit, const TestResult& standard, const Sandwich& sandwich) {
  TestResult result{.test = TestStatistic::scaled_shifted, .df = standard.df};
  result.trace_ugamma = sandwich.trace;
  result.trace_ugamma2 = sandwich.trace_squared;
  const double a = std::sqrt(standard.df / sandwich.trace_squared);
  scale(result, standard, 1 / a);
  result.shift = standard.df - a * sandwich.trace;
  result.statistic += result.shift;
  for (std::size_t group = 0; group < result.by_group.size(); ++group) {
    const double share = static_cast<double>(fit.sample->groups[group].n) / static_cast<double>(fit.sample->total());
    result.shift_by_group.push_back(result.shift * share);
    result.by_group[group] += result.shift * share;
  }
  result.pvalue = chi_square_upper_tail(result.statistic, result.df);
  return result;
}

/// Yuan & Bentler (2000), T2*: T df/tr(UΓ), U from the information of the saturated model at the fitted moments.
TestResult yuan_bentler(const Fit& fit, const Objective& objective, const TestResult& standard) {
  TestResult result{.test = TestStatistic::yuan_bentler, .df = standard.df};
  std::vector<MatrixXd> weights;
  for (std::size_t group = 0; group < fit.sample->groups.size(); ++group)
    weights.push_back(saturated_information_at_fit(fit, group));
  const Sandwich sandwich = sandwich_with(fit, objective, weights, false);
  result.trace_ugamma = sandwich.trace;
  if (sandwich.inverse.size() > 0)
    result.scaling_factor_h0 =
        sandwich.inverse.cwiseProduct(fit.first_order).sum() / static_cast<double>(fit.structure.free_count);
  result.scaling_factor_h1 = saturated_trace(fit) / static_cast<double>(saturated_parameter_count(fit));
  scale(result, standard, standard.df > 0 ? result.trace_ugamma / standard.df : no_value);
  result.pvalue = chi_square_upper_tail(result.statistic, result.df);
  return result;
}

/// As Mplus has it: tr(A₁⁻¹B₁) of the saturated model at the sample moments less tr(A₀⁻¹B₀) of the fitted one.
/// Asparouhov & Muthén (2005), Multivariate statistical modeling with survey data.
TestResult yuan_bentler_mplus(const Fit& fit, const Objective& objective, const TestResult& standard) {
  TestResult result{.test = TestStatistic::yuan_bentler_mplus, .df = standard.df};
  const double h1 = saturated_trace(fit);
  const double h0 = fitted_trace(fit, objective);
  result.trace_ugamma = h1 - h0;
  result.scaling_factor_h1 = h1 / static_cast<double>(saturated_parameter_count(fit));
  result.scaling_factor_h0 = h0 / static_cast<double>(fit.structure.free_count);
  scale(result, standard, standard.df > 0 ? result.trace_ugamma / standard.df : no_value);
  result.pvalue = chi_square_upper_tail(result.statistic, result.df);
  return result;
}

}  // namespace

std::vector<TestResult> tests_of(const Fit& fit, const Objective& objective, const Sandwich& sandwich) {
  std::vector<TestResult> results{standard_test(fit, objective)};
  for (const TestStatistic test : fit.settings.tests) {
    switch (test) {
      case TestStatistic::satorra_bentler:
        results.push_back(satorra_bentler(results.front(), sandwich));
        break;
      case TestStatistic::mean_var_adjusted:
        results.push_back(mean_var_adjusted(results.front(), sandwich));
        break;
      case TestStatistic::scaled_shifted:
        results.push_back(scaled_shifted(fit, results.front(), sandwich));
        break;
      case TestStatistic::yuan_bentler:
        results.push_back(yuan_bentler(fit, objective, results.front()));
        break;
      case TestStatistic::yuan_bentler_mplus:
        results.push_back(yuan_bentler_mplus(fit, objective, results.front()));
        break;
      default:
        break;  // standard is there already; the bootstrap adds Bollen-Stine
    }
  }
  return results;
}

}  // namespace rapport::stats::sem
