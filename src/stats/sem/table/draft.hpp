#pragma once

#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "stats/model/syntax.hpp"
#include "stats/sem/table/parameter_table.hpp"
#include "stats/sem/table/variables.hpp"

namespace rapport::stats::sem {

/// A row under construction. parameter.free is 1 for a free one until the rows are numbered.
struct DraftRow {
  Parameter parameter;
  TextPlace place = {};         // in the text; line 0: of a default
  bool fixed_by_start = false;  // "start(0.5)*x" on a parameter that a default fixes
  bool fixed_by_text = false;   // "0.5*x"
  bool has_value = false;       // "0.5*x" or "NA*x"
  std::string equal_to = {};    // "f=~x2": of equal(…)
};

/// The rows of one group, and how to find one.
struct Draft {
  std::vector<DraftRow> rows = {};

  DraftRow* find(const std::string& lhs, Op op, const std::string& rhs);
  /// @return  false if there is such a row already
  /// @throws ModelError for more than most_parameters rows
  bool add(DraftRow row);

 private:
  std::map<std::tuple<std::string, Op, std::string>, std::size_t> index_;
};

/// What the rows of one group are made from.
struct GroupModel {
  const ModelSyntax* syntax = nullptr;
  std::vector<const Formula*> formulas = {};
  ModelVariables variables = {};
  std::size_t group = 1;
  std::size_t group_count = 1;
  bool in_block = false;  // its formulas are its own: c(…) has one entry
};

/// The rows that the text has, without what the modifiers say.
/// @throws ModelError for a parameter that stands twice
void add_user_rows(Draft& draft, const GroupModel& model);

/// What the modifiers of the text say, over the defaults.
/// @throws ModelError for a c(…) that has not one entry per group, or for two values or labels of one parameter
void apply_modifiers(Draft& draft, const GroupModel& model);

/// The row that a pair of terms stands for: covariances in the order latent before observed, as lavaan turns them.
std::tuple<std::string, Op, std::string> row_of(const Formula& formula, const Term& left, const Term& right,
                                                const ModelVariables& variables);

}  // namespace rapport::stats::sem
