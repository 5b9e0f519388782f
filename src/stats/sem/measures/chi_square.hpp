#pragma once

namespace rapport::stats::sem {

/// Tails and quantiles of the distributions that tests and confidence intervals need. NaN in, NaN out; degrees of
/// freedom need not be whole.

/// P(χ²_df > x). NaN where df is not positive; 1 for x ≤ 0.
double chi_square_upper_tail(double x, double df);

/// The x with P(χ²_df ≤ x) = probability. 0 where df is 0.
double chi_square_quantile(double probability, double df);

/// P(χ²_df(λ) ≤ x), λ ≥ 0 the noncentrality. Exact up to λ or x of some ten thousands, Sankaran's normal approximation
/// (relative error far below 1e-6 there) beyond.
double noncentral_chi_square_cdf(double x, double df, double lambda);

/// The λ ≥ 0 with P(χ²_df(λ) ≤ x) = probability: 0 where even λ = 0 gives less.
double noncentrality_for(double probability, double x, double df);

// normal_quantile is in sample/ordinal/normal.hpp.

/// P(|Z| > |z|).
double normal_two_sided(double z);

/// P(Z > z).
double normal_upper_tail(double z);

}  // namespace rapport::stats::sem
