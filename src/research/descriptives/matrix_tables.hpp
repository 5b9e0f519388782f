#pragma once

#include <vector>

#include "research/answer_sets/answer_set.hpp"
#include "research/tables/table.hpp"

namespace rapport::research {

/// What a set's covariance matrices say, for each group: means and standard deviations, and correlations.
std::vector<Table> matrix_tables(const AnswerSet& set, const http::Messages& messages);

}  // namespace rapport::research
