#pragma once

#include <vector>

#include "stats/sem/fit.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats::sem {

/// How much the χ² of a fit would drop if one more parameter were free (mi), and what that parameter would come to
/// (epc), for every parameter that the model fixes and could estimate: first the fixed rows of the table, then, group
/// by group, the rows that it lacks: loadings, residual covariances of items, covariances of latent variables, and
/// paths among the variables that regressions already join. In lavaan's order. Left out are parameters that the data
/// say nothing about (freeing them would leave the model unidentified) and the moments of exogenous covariates.
///   mi = s² / v,  epc = s / v,  v = I₂₂ - I₂₁ Z(Z'I₁₁Z)⁻¹Z' I₁₂
/// with the score s and the expected information I, whatever the standard errors rest on; Z spans the directions that
/// equality constraints allow. Where I₁₁ is singular a pseudo-inverse takes its place. Source: Sörbom (1989),
/// Psychometrika 54, 371-384; Saris, Satorra & Sörbom (1987) for the expected parameter change.
std::vector<ModificationIndex> modification_indices(const Fit& fit);

/// Rows that a model lacks and could have, one group after the other.
/// @param covariates_are_fixed  nothing explains exogenous covariates: their distribution is not modelled
std::vector<Parameter> missing_relations(const ParameterTable& table, bool covariates_are_fixed);

/// Rows of the table that are fixed and could be free.
std::vector<std::size_t> fixed_rows(const Fit& fit);

}  // namespace rapport::stats::sem
