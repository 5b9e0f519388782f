#pragma once

#include <string>
#include <vector>

#include "stats/model/syntax.hpp"
#include "stats/sem/options.hpp"
#include "stats/sem/table/parameter_table.hpp"
#include "stats/sem/table/variables.hpp"

namespace rapport::stats::sem {

/// Writes a model out: every parameter of every group, what the text leaves out filled in as lavaan 0.6-14 does in
/// cfa(), sem() and growth(), rows in its order. One default is that of lavaan 0.6-20: where thresholds are equal over
/// groups and intercepts are not, ordinal items have free intercepts in the later groups, and latent means stay 0.
/// Not so where every ordinal item has one threshold only: then free intercepts would leave the scales unidentified.
/// (Equal intercepts too, or the same parameters freed and fixed in the text, give the model of 0.6-14.)
/// Bounds are those of the text; the ones that depend on the data are added by whoever has them.
/// Beyond lavaan, which ignores them: a value and a label on one parameter both count ("0.5*a*x1"); equal() finds a
/// parameter that has a label; group_equal works with group blocks, and on means under effect coding.
/// @param ordinal       the ordinal items in the data; those that are no endogenous variable of the model do not count
/// @param group_labels  of the data, in their order; empty: one group
/// @throws ModelError   for a model that makes no sense
/// @throws OptionError  for a group_partial that is no parameter
ParameterTable expand(const ModelSyntax& syntax, const std::vector<OrdinalItem>& ordinal,
                      const std::vector<std::string>& group_labels, const Settings& settings);
/// The same, with the variables of the text found already.
ParameterTable expand(const ModelSyntax& syntax, const ModelVariables& variables,
                      const std::vector<OrdinalItem>& ordinal, const std::vector<std::string>& group_labels,
                      const Settings& settings);

}  // namespace rapport::stats::sem
