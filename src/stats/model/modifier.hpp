#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stats/model/lexer.hpp"
#include "stats/model/model_error.hpp"

namespace rapport::stats {

/// What stands before the * in "0.5*x1", "NA*x1", "a*x1", "start(0.8)*x1", "c(a,b)*x1", "equal(\"f=~x2\")*x3".
struct Modifier {
  enum class Kind {
    fixed,  // a value; NaN, written NA, says free
    label,
    start,
    equal,  // words name the parameter: "f=~x2"
    lower,
    upper
  };
  Kind kind = Kind::fixed;
  TextPlace place = {};
  bool is_list = false;                 // c(…): one entry per group; else one entry for all groups
  std::vector<double> numbers = {};     // of fixed, start, lower, upper; NaN for NA
  std::vector<std::string> words = {};  // of label and equal; "" for NA
};

/// @param text   the whole model, for the error's line
/// @param words  the words before the *, at least one
/// @throws ModelError for what is no modifier, or one of lavaan's that is not supported here
Modifier parse_modifier(std::string_view text, std::span<const Token> words);

/// The same before a "?": "0.8?x1" is start(0.8)*x1.
Modifier start_modifier(std::string_view text, std::span<const Token> words);

}  // namespace rapport::stats
