#pragma once

#include <string>
#include <vector>

#include "http/messages.hpp"
#include "research/answer_sets/answer_set.hpp"
#include "stats/reliability/reliability.hpp"

namespace rapport::research {

/// What a reader should know before trusting the figures, in full sentences: the library's own warnings, then what
/// passes the usual thresholds (thresholds.hpp).
std::vector<std::string> quality_warnings(const AnswerSet& set, const stats::ReliabilityResult& result,
                                          const stats::NamedMatrix& htmt, const http::Messages& messages);

}  // namespace rapport::research
