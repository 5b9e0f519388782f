#include "stats/sem/measures/fit_indices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/sem/measures/chi_square.hpp"

namespace rapport::stats::sem {
namespace {
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double comparative_fit(double model_excess, double baseline_excess) {
  const double model = std::max(model_excess, 0.0);
  const double largest = std::max({model_excess, baseline_excess, 0.0});
  if (std::isnan(model_excess) || std::isnan(baseline_excess)) return nan;
  return largest > 0 ? 1 - model / largest : 1;
}
}  // namespace

IncrementalIndices incremental_indices(const ChiSquare& model, const ChiSquare& baseline) {
  const double excess = model.statistic - model.df;
  const double baseline_excess = baseline.statistic - baseline.df;
  IncrementalIndices indices;
  if (std::isnan(excess) || std::isnan(baseline_excess) || baseline.df <= 0 || model.df < 0) {
    return {nan, nan, nan, nan, nan, nan, nan};
  }
  indices.cfi = comparative_fit(excess, baseline_excess);
  indices.rni = baseline_excess == 0 ? nan : 1 - excess / baseline_excess;
  indices.tli = model.df > 0 ? 1 - excess * baseline.df / (baseline_excess * model.df) : 1;
  const double nfi = (baseline.statistic - model.statistic) / baseline.statistic;
  const bool worse = model.df > baseline.df || model.statistic > baseline.statistic;
  indices.nfi = worse ? nan : nfi;
  indices.pnfi = model.df / baseline.df * nfi;
  const double ratio = baseline.statistic / baseline.df;
  indices.rfi = model.df <= 0 ? 1 : worse ? nan : (ratio - model.statistic / model.df) / ratio;
  if (indices.rfi < 0) indices.rfi = 1;  // lavaan's convention for a model that fits worse than its baseline
  indices.ifi = (baseline.statistic - model.statistic) / (baseline.statistic - model.df);
  return indices;
}

double t_size_cfi(const ChiSquare& model, const ChiSquare& baseline, double alpha) {
  if (!std::isfinite(model.statistic) || !std::isfinite(baseline.statistic) || baseline.df <= 0 || model.df < 0)
    return nan;
  if (model.df == 0) return 1;
  return comparative_fit(noncentrality_for(alpha / 2, model.statistic, model.df),
                         noncentrality_for(1 - alpha / 2, baseline.statistic, baseline.df));
}

RobustIncremental robust_incremental(const ScaledChiSquare& model, const ScaledChiSquare& baseline) {
  const double excess = model.statistic - model.expected;
  const double baseline_excess = baseline.statistic - baseline.expected;
  if (std::isnan(excess) || std::isnan(baseline_excess)) return {nan, nan, nan};
  return {.cfi = comparative_fit(excess, baseline_excess),
          .tli = model.df > 0 ? 1 - excess * baseline.df / (baseline_excess * model.df) : 1,
          .rni = 1 - excess / baseline_excess};
}

Rmsea rmsea(const ScaledChiSquare& model, double n, std::size_t groups) {
  if (std::isnan(model.statistic) || std::isnan(model.expected)) return {nan, nan, nan, nan, nan};
  if (model.df < 0) return {0, nan, nan, nan, nan};
  if (model.df == 0) return {0, 0, 0, nan, nan};
  const double g = static_cast<double>(groups);
  const double c = std::isnan(model.factor) ? model.expected / model.df : model.factor;
  const double scaled = std::isnan(model.adjusted) ? model.statistic / c : model.adjusted;
  const auto of_excess = [&](double excess) { return std::sqrt(std::max(excess, 0.0) / (n * model.df) * g); };
  Rmsea result;
  result.value = of_excess(model.statistic - model.expected);
  if (!(c > 0)) return {result.value, nan, nan, nan, nan};
  result.ci_lower = of_excess(c * noncentrality_for(0.95, scaled, model.df));
  result.ci_upper = of_excess(c * noncentrality_for(0.05, scaled, model.df));
  const auto lambda_at = [&](double epsilon) { return n * model.df * epsilon * epsilon / (g * c); };
  result.close = 1 - noncentral_chi_square_cdf(scaled, model.df, lambda_at(0.05));
  result.not_close = noncentral_chi_square_cdf(scaled, model.df, lambda_at(0.08));
  return result;
}

Rmsea rmsea(const ChiSquare& model, double n, std::size_t groups) {
  return rmsea(ScaledChiSquare{.statistic = model.statistic, .df = model.df, .expected = model.df}, n, groups);
}

double critical_n(const ChiSquare& model, double n, double alpha) {
  if (!(model.statistic > 0) || !(model.df > 0)) return nan;
  return chi_square_quantile(1 - alpha, model.df) / (model.statistic / n) + 1;
}

}  // namespace rapport::stats::sem
