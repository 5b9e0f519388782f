#pragma once

#include <vector>

#include "http/messages.hpp"
#include "research/answer_sets/answer_set.hpp"
#include "research/tables/table.hpp"
#include "stats/reliability/reliability.hpp"

namespace rapport::research {

/// One line per construct: alpha, composite reliability, average variance extracted. What is below the usual thresholds
/// stands out.
Table reliability_table(const AnswerSet& set, const stats::ReliabilityResult& result, const http::Messages& messages);

/// The items of one construct, with their wordings.
Table items_table(const AnswerSet& set, const stats::ConstructReliability& construct, std::size_t n,
                  const http::Messages& messages);

/// √AVE in the diagonal, bold; a correlation that is as large as one of its two diagonal values stands out.
Table fornell_larcker_table(const stats::NamedMatrix& fornell_larcker, const http::Messages& messages);

/// Heterotrait-monotrait ratios; those above 0.90 stand out.
Table htmt_table(const stats::NamedMatrix& htmt, const http::Messages& messages);

}  // namespace rapport::research
