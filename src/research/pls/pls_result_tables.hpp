#pragma once

#include <vector>

#include "http/messages.hpp"
#include "research/answer_sets/answer_set.hpp"
#include "research/tables/table.hpp"
#include "stats/pls/pls.hpp"

namespace rapport::research {

/// Everything in a PLS result as tables: paths, constructs, effects, loadings, weights, Fornell-Larcker, HTMT,
/// correlations, cross-loadings, fit. Standard errors and what follows from them only if there was a bootstrap.
/// @param set  for the names of constructs and the wordings of items; may be empty
std::vector<Table> result_tables(const stats::PlsResult& result, const AnswerSet& set, const http::Messages& messages);

}  // namespace rapport::research
