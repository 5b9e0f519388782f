#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "stats/model/syntax.hpp"
#include "stats/sem/table/parameter_table.hpp"

namespace rapport::stats::sem {

/// Appends what the text defines and constrains, in its order.
/// @param table  with all parameters, plabels and labels set
/// @throws ModelError for an unknown label (with the nearest there is), a definition that is used before it is written,
///         a name that is defined twice or is a label already
void add_written_constraints(ParameterTable& table, const ModelSyntax& syntax);

/// Appends equalities that are to be tested, not imposed: "b1 == b2; a*b == 0", and definitions that they use.
/// @return the rows that are equalities
/// @throws ModelError as above, and for anything else in the text or no equality in it
std::vector<std::size_t> add_tested_equalities(ParameterTable& table, const std::string& text);

/// Appends the equalities that shared labels imply: the first free parameter of each label with every later one.
void add_label_equalities(ParameterTable& table);

/// Appends effect coding: in each group the free loadings of a latent variable average 1, and the free intercepts of
/// its indicators 0.
/// @param means  also the intercepts, where no indicator is ordinal
void add_effect_coding(ParameterTable& table, bool means);

}  // namespace rapport::stats::sem
