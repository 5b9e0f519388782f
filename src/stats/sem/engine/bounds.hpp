#pragma once

#include "stats/sem/options.hpp"
#include "stats/sem/sample/sample.hpp"
#include "stats/sem/table/parameter_table.hpp"

namespace rapport::stats::sem {

/// Gives free parameters the bounds of lavaan's option of this name, where the text gives none:
///   pos.ov.var, pos.lv.var, pos.var  no negative (residual) variance of observed, of latent, of all variables
///   standard  residual variances between 0 and the sample's variance, a marker's up to 0.9 of it; variances of
///             exogenous latent variables from 0.1 of their marker's, of others from 0.005, up to all of it; loadings
///             that those leave possible; covariances up to 0.998 of the product of standard deviations
///   wide      the same, made wider: residual variances from -5 % to 120 % of their range, variances of latent
///             variables up to 130 %, loadings by a tenth of their range at both ends; covariances up to the product
///             of the standard deviations that the upper bounds leave
/// Source: De Jonckere & Rosseel (2022), Structural Equation Modeling 29, 412-427; lavaan's factors.
void add_bounds(ParameterTable& table, const Sample& sample, const Settings& settings);

}  // namespace rapport::stats::sem
