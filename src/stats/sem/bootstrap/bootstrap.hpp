#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "stats/sem/estimate.hpp"
#include "stats/sem/fit.hpp"

namespace rapport::stats::sem {

/// Draws respondents with replacement within each group and fits the model to each draw, from the estimates of the full
/// sample on. Fills in draws, failed_draws, vcov and standard errors; for BCa intervals also jackknife. A draw that has
/// no solution is left out and counted. The same seed gives the same draws for any number of threads.
/// Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap.
/// @throws NotEstimable "bootstrap_failed" if fewer than two draws have a solution; OptionError without rows
void bootstrap(Fit& fit, const Progress& progress = {});

/// χ² of draws from answers transformed so that the model holds in them exactly; NaN for a draw without a solution.
/// @throws as bollen_stine
std::vector<double> bollen_stine_statistics(const Fit& fit, const Progress& progress = {});

/// Tests the model by these: the share of them at or beyond the sample's χ² becomes the p-value of a
/// TestStatistic::bollen_stine in fit.tests.
/// Source: Bollen & Stine (1992), Sociological Methods & Research 21(2), 205-229.
/// @throws OptionError without rows, with missing values or ordinal items
void bollen_stine(Fit& fit, const Progress& progress = {});

/// By quantity: its values at each of these points, as far as they are finite.
/// @param quantities  a point → that many numbers in a row
template <class Quantities>
std::vector<std::vector<double>> values_at(const std::vector<VectorXd>& points, std::size_t count,
                                           const Quantities& quantities) {
  std::vector<std::vector<double>> values(count);
  for (const VectorXd& x : points) {
    const auto at = quantities(x);
    for (std::size_t i = 0; i < count; ++i) {
      if (std::isfinite(at.data()[i])) values[i].push_back(at.data()[i]);
    }
  }
  return values;
}

/// Their standard deviation, with one less than their number as divisor.
double spread_of(const std::vector<double>& values);

/// An interval from draws, and the two-sided p-value that goes with it: the level at which the interval would just
/// touch 0.
struct DrawnInterval {
  double lower = no_value;
  double upper = no_value;
  double pvalue = no_value;
};
/// @param draws      of one quantity, finite
/// @param estimate   of the full sample
/// @param jackknife  the quantity without each respondent; BCa only
/// Source: Efron (1987), JASA 82, 171-185.
DrawnInterval interval_from(std::vector<double> draws, double estimate, const std::vector<double>& jackknife,
                            BootstrapInterval kind, double level);

}  // namespace rapport::stats::sem
