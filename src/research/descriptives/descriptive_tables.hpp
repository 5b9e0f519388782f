#pragma once

#include <vector>

#include "http/messages.hpp"
#include "research/answer_sets/answer_set.hpp"
#include "research/tables/table.hpp"
#include "stats/describe/describe.hpp"

namespace rapport::research {

/// Every variable of a set in numbers, with its wording.
Table variables_table(const AnswerSet& set, const stats::Description& description, const http::Messages& messages);

/// How often each value of each variable was given, with the words that the value stands for. Variables with too many
/// different values have none.
std::vector<Table> frequency_tables(const AnswerSet& set, const stats::Description& description,
                                    const http::Messages& messages);

}  // namespace rapport::research
