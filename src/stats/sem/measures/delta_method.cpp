#include "stats/sem/measures/delta_method.hpp"

#include <cmath>

#include "stats/sem/bootstrap/bootstrap.hpp"
#include "stats/sem/sample/ordinal/normal.hpp"

namespace rapport::stats::sem {
namespace {

/// Below this share of the estimate a standard error is nothing but rounding: the quantity is a constant.
constexpr double rounding = 1e-8;

Precision without_errors(const VectorXd& value) {
  const VectorXd none = VectorXd::Constant(value.size(), no_value);
  return {.value = value, .se = none, .lower = none, .upper = none, .pvalue = none};
}

Precision by_draws(const Fit& fit, const Quantities& quantities, const VectorXd& value) {
  Precision result = without_errors(value);
  const auto count = static_cast<std::size_t>(value.size());
  const auto drawn = values_at(fit.draws, count, quantities);
  const auto jackknife = values_at(fit.jackknife, count, quantities);
  for (Index i = 0; i < value.size(); ++i) {
    const std::vector<double>& draws = drawn[static_cast<std::size_t>(i)];
    if (draws.size() < 2) continue;
    const double se = spread_of(draws);
    const DrawnInterval interval = interval_from(draws, value[i], jackknife[static_cast<std::size_t>(i)],
                                                 fit.settings.interval, fit.settings.level);
    result.se[i] = se < rounding * std::max(1.0, std::abs(value[i])) ? 0 : se;
    result.lower[i] = interval.lower;
    result.upper[i] = interval.upper;
    result.pvalue[i] = interval.pvalue;
  }
  return result;
}

}  // namespace

double wald_z(double estimate, double se) {
  return se > 0 ? estimate / se : no_value;
}

namespace {

MatrixXd slopes_of(const Fit& fit, const Quantities& quantities, const Slopes& slopes, const VectorXd& value) {
  if (fit.x.size() == 0) return MatrixXd::Zero(value.size(), 0);
  if (slopes)
    if (auto exact = slopes(value)) return std::move(*exact);
  return jacobian_of(quantities, fit.x, fit.settings.interrupt);
}

}  // namespace

MatrixXd jacobian_of(const Quantities& quantities, const VectorXd& x, const Interrupt& interrupt) {
  VectorXd point = x;
  MatrixXd jacobian;
  for (Index k = 0; k < x.size(); ++k) {
    interrupt.check();
    const double step = 1e-3 * std::max(0.1, std::abs(x[k]));
    const auto at = [&](double move) {
      point[k] = x[k] + move;
      VectorXd value = quantities(point);
      point[k] = x[k];
      return value;
    };
    const VectorXd slope = (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
    if (k == 0) jacobian.resize(slope.size(), x.size());
    jacobian.col(k) = slope;
  }
  return jacobian;
}

Precision precision_of(const Fit& fit, const Quantities& quantities, const Slopes& slopes) {
  const VectorXd value = quantities(fit.x);
  if (value.size() == 0 || !fit.has_vcov()) return without_errors(value);
  if (fit.draws.size() > 1) return by_draws(fit, quantities, value);
  Precision result = without_errors(value);
  const MatrixXd jacobian = slopes_of(fit, quantities, slopes, value);
  const VectorXd variances = (jacobian * fit.vcov).cwiseProduct(jacobian).rowwise().sum();
  const double z = normal_quantile((1 + fit.settings.level) / 2);
  for (Index i = 0; i < value.size(); ++i) {
    const double variance = variances[i];
    const double se = std::sqrt(variance);  // NaN for a negative variance: an information matrix that is not positive
    result.se[i] = std::abs(variance) < rounding * rounding * std::max(1.0, value[i] * value[i]) ? 0 : se;
  }
  result.lower = value - z * result.se;
  result.upper = value + z * result.se;
  return result;
}

}  // namespace rapport::stats::sem
