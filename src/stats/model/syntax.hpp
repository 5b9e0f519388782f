#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "stats/model/lexer.hpp"
#include "stats/model/model_error.hpp"
#include "stats/model/modifier.hpp"

namespace rapport::stats {

/// The longest model text that is read: thousands of items; keeps hostile texts cheap.
constexpr std::size_t longest_model = 64 * 1024;

enum class Operator {
  measured_by,    // =~
  composed_of,    // <~
  regressed_on,   // ~
  covaries_with,  // ~~
  cut_at,         // |
  scaled_by       // ~*~
};

/// One variable in a formula, with what may stand before it: "0.5*x1", "a*x1", "a*start(0.8)*x1".
struct Term {
  std::string variable = {};
  TextPlace place = {};
  std::vector<Modifier> modifiers = {};  // in their order
  bool is_intercept = false;             // the 1 of "x1 ~ 1", or its 0, which is 0*1
};

/// "left operator right": every variable on the left with every one on the right.
struct Formula {
  std::vector<Term> left = {};
  Operator op = Operator::measured_by;
  TextPlace place = {};  // of the operator
  std::vector<Term> right = {};
  std::size_t block = 0;  // 0: of every group; else the position in ModelSyntax::blocks, from 1
};

enum class Relation {
  defines,      // :=
  equals,       // ==
  less_than,    // <
  greater_than  // >
};

/// "indirect := a*b", "a == 2*b", "a > 0": words of arithmetic on both sides, not looked into yet.
struct Constraint {
  std::vector<Token> left = {};
  Relation relation = Relation::equals;
  TextPlace place = {};  // of the sign
  std::vector<Token> right = {};
};

/// "group: 1" or "group: boys": the formulas that follow are of one group only.
struct GroupBlock {
  std::string group = {};
  TextPlace place = {};
};

/// A model text, taken apart.
struct ModelSyntax {
  std::string text = {};
  std::vector<Formula> formulas = {};
  std::vector<Constraint> constraints = {};
  std::vector<GroupBlock> blocks = {};
};

/// Reads a model in lavaan syntax, in its order, without judging what the formulas mean together.
/// @throws ModelError where the text is no formula, uses lavaan syntax that is not supported here (levels, rotated
///         factors, random slopes, interactions), saying so, or is longer than longest_model
ModelSyntax parse_syntax(std::string_view text);

std::string_view symbol_of(Operator op);
std::string_view symbol_of(Relation relation);

/// The words as lavaan prints them: without blanks.
std::string text_of(const std::vector<Token>& words);

}  // namespace rapport::stats
