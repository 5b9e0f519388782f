#pragma once

#include <string>
#include <vector>

#include "stats/sem/result.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats {

/// Describes the scales of a model as studies print them: mean and standard deviation of the respondents' means over
/// the items of each latent variable that measures answers directly, with its alpha from the result.
/// @param group  the variable that holds the group; empty: one group
/// @return  by group, then in the result's order; of respondents who answered every item of the scale. NaN where there
///          are fewer than two
std::vector<sem::ScaleSummary> scale_summaries(const sem::SemResult& result, const DataTable& answers,
                                               const std::string& group = {});

}  // namespace rapport::stats
