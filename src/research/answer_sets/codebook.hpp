#pragma once

#include <string>
#include <string_view>

#include "research/answer_sets/answer_set.hpp"

namespace rapport::research {

/// What a set knows of its variables and constructs, as it is stored beside the numbers.
std::string codebook_json(const AnswerSet& set);
/// Puts a stored codebook into a set. @throws std::runtime_error if it is none
void read_codebook(std::string_view json, AnswerSet& set);

}  // namespace rapport::research
