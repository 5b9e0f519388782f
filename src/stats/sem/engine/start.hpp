#pragma once

#include "stats/sem/engine/structure.hpp"

namespace rapport::stats::sem {

/// Where the search begins: one value per row of the table (definitions and constraints 0). What the text asks for by
/// start() stays. Loadings by instrumental variables (FABIN 3); latent variances from them; residual variances what is
/// left, between a tenth and all of the item's variance; sample means, thresholds and moments of covariates; else 0.
/// Source: Hägglund (1982), Psychometrika 47, 209-222.
std::vector<double> start_values(const ParameterTable& table, const Sample& sample);

}  // namespace rapport::stats::sem
