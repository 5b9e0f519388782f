#pragma once

#include <vector>

#include "stats/sem/fit.hpp"

namespace rapport::stats::sem {

/// What makes a converged solution one that must not be reported as it is, each with the variables and what to do:
///   "negative_variance"      a variance or residual variance below 0 (a Heywood case)
///   "boundary_variance"      one of 0, held there by a bound
///   "latent_covariance"      the latent variables' covariance matrix is not positive definite
///   "latent_correlation"     two latent variables correlate beyond ±1, or so nearly that they are one
///   "residual_covariance"    the items' residual covariance matrix is not positive definite
///   "implied_covariance"     the model's covariance matrix of the items is not positive definite
///   "standardized_loading"   a loading beyond ±1 of an item that measures one factor only
///   "no_standard_errors", "singular_vcov"   standard errors that could not be worked out
///   "constraint_active"      an inequality that holds with equality: p values do not count that
/// The first, and those on matrices and loadings, are Severity::inadmissible.
/// Source: Bollen (1989), Structural Equations with Latent Variables, 281-286; Chen, Bollen, Paxton, Curran & Kirby
/// (2001), Sociological Methods & Research 29, 468-508, on what to do about negative variances.
std::vector<Diagnosis> admissibility(const Fit& fit);

}  // namespace rapport::stats::sem
