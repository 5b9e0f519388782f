#pragma once

#include <functional>
#include <vector>

#include "stats/sem/fit.hpp"

namespace rapport::stats::sem {

/// Root mean square residuals: the average misfit of the moments themselves, with the means (and thresholds) counted
/// in, and without them (_nomean). Several groups: the average over respondents of the groups' values.
/// Sources: Jöreskog & Sörbom (rmr); Bentler (1995) for srmr, which divides by the sample's standard deviations;
/// Bollen (1989, p. 258) for crmr, which compares the correlations; Asparouhov & Muthén (2018) for Mplus's.
struct ResidualIndices {
  double rmr = 0;
  double rmr_nomean = 0;
  double srmr = 0;  // srmr_bentler; with ordinal items srmr_bentler_nomean
  double srmr_bentler = 0;
  double srmr_bentler_nomean = 0;
  double crmr = 0;
  double crmr_nomean = 0;
  double srmr_mplus = 0;         // NaN with ordinal items
  double srmr_mplus_nomean = 0;  // NaN with ordinal items
};
ResidualIndices residual_indices(const Sample& sample, const std::vector<Implied>& implied, bool has_means);

/// Goodness of fit, gfi = 1 - Σ_g n_g/N · (s-σ)'V(s-σ) / s'Vs, with the weights V of the discrepancy function (for
/// normal-theory ML the expected information of the moments at the model's), s and σ the moments of sample and model.
/// @param weigh  V times a vector, of each group
/// Source: Jöreskog & Sörbom (1986); Tanaka & Huba (1985).
using Weigh = std::function<VectorXd(const VectorXd& statistics)>;
double goodness_of_fit(const std::vector<VectorXd>& sample, const std::vector<VectorXd>& implied,
                       const std::vector<Weigh>& weigh, const std::vector<double>& n);

}  // namespace rapport::stats::sem
