#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stats/model/model_error.hpp"

namespace rapport::stats {

enum class Operator {
  measured_by,   // =~
  composed_of,   // <~
  regressed_on,  // ~
  covaries_with  // ~~
};

/// One variable in a formula, with what may stand before it: "0.5*x1", "a*x1", "start(0.8)*x1".
struct Term {
  std::string variable = {};
  TextPlace place = {};
  std::string modifier = {};  // the text before the *, or empty
  TextPlace modifier_place = {};
  bool is_intercept = false;  // the 1 of "x1 ~ 1"
};

/// "left operator right": every variable on the left with every one on the right.
struct Formula {
  std::vector<Term> left = {};
  Operator op = Operator::measured_by;
  TextPlace place = {};  // of the operator
  std::vector<Term> right = {};
};

/// Reads the formulas of a model in lavaan syntax, in their order, without judging what they mean together.
/// @throws ModelError where the text is no formula, or uses lavaan syntax that is not supported here yet (":=", "==",
///         "<", ">", "|", "~*~", ":" and the like), saying so
std::vector<Formula> parse_formulas(std::string_view text);

std::string_view symbol_of(Operator op);

}  // namespace rapport::stats
