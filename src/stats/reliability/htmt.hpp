#pragma once

#include "stats/model/path_model.hpp"
#include "stats/pls/pls.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats {

/// Heterotrait-monotrait ratios of every two constructs of a model, over the respondents who answered all its items.
/// @return  constructs × constructs, symmetric; the diagonal, and pairs of which one block does not correlate within,
/// NaN
/// @throws ModelError if the table lacks a variable, TableError if one is not numeric
/// Source: Henseler, Ringle & Sarstedt (2015), JAMS 43, 115-135; see heterotrait_monotrait (indices.hpp).
NamedMatrix htmt_of(const PathModel& model, const DataTable& table);

}  // namespace rapport::stats
