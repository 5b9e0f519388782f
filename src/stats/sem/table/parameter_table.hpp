#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "stats/model/expression.hpp"
#include "stats/sem/options.hpp"

namespace rapport::stats::sem {

enum class Op {
  measured_by,    // =~
  regressed_on,   // ~
  covaries_with,  // ~~
  intercept,      // ~1
  threshold,      // |
  scale,          // ~*~
  defined_as,     // :=
  equal_to,       // ==
  less_than,      // <
  greater_than    // >
};

/// lavaan's sign of an operator: "=~", "~1", …
std::string_view symbol_of(Op op);

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

/// One line of the table that a model text comes to, as lavaan's parTable() prints it.
struct Parameter {
  std::string lhs = {};
  Op op = Op::measured_by;
  std::string rhs = {};      // empty for an intercept; "t1", "t2", … for a threshold; the text for := == < >
  int user = 1;              // 1: in the text; 0: added by a default; 2: an equality that labels imply
  std::size_t group = 1;     // from 1; 0 for := == < >
  std::size_t free = 0;      // number among the free parameters, from 1; 0: fixed
  double ustart = no_value;  // the value it is fixed at, or the start that the text gives
  bool exo = false;          // a moment of an exogenous covariate, fixed at its sample value (fixed_x)
  std::string label = {};
  std::string plabel = {};  // ".p1.", ".p2.", …; empty for := == < >
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  std::shared_ptr<const Expression> expression = {};  // := : the value; == < > : lhs - rhs
};

/// A whole model, written out.
struct ParameterTable {
  std::vector<Parameter> rows = {};
  std::size_t group_count = 1;
  std::size_t free_count = 0;                      // free parameters, equal ones counted each
  std::vector<std::string> observed = {};          // ov.names: all observed variables of the model, in lavaan's order
  std::vector<std::string> latent = {};            // lv.names
  std::vector<std::string> exogenous = {};         // ov.names.x: observed covariates that nothing explains
  std::vector<std::string> ordinal = {};           // observed and ordered, in the order of `observed`
  std::vector<std::string> latent_exogenous = {};  // lv.names.x
  std::vector<std::string> warnings = {};  // full sentences: a covariate made random, a label that spans groups, …

  bool has(std::string_view variable) const;  // observed or latent
};

/// How many thresholds an ordinal item has in the data; the same in every group.
struct OrdinalItem {
  std::string name = {};
  std::size_t thresholds = 1;
};

}  // namespace rapport::stats::sem
