#pragma once

#include "stats/sem/engine/objective.hpp"
#include "stats/sem/fit.hpp"

namespace rapport::stats::sem {

/// @throws NotEstimable "too_few_moments" if the model has more parameters than the sample has statistics
void refuse_too_few_moments(const Fit& fit);

/// Judges local identification by the rank of the expected information among the directions that the constraints
/// leave open, in units in which every parameter counts alike.
/// @return  that information of one respondent on average; empty where F has no value
/// @throws NotEstimable "not_identified", naming the parameters that can be traded against each other
MatrixXd refuse_unidentified(const Fit& fit, const Objective& objective);

/// How a person would write a free parameter: "visual =~ x2", with its group if there are several.
std::string parameter_name(const ParameterTable& table, Index free);

}  // namespace rapport::stats::sem
