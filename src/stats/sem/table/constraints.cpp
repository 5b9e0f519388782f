#include "stats/sem/table/constraints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "stats/model/expression_parser.hpp"

namespace rapport::stats::sem {
namespace {
Op op_of(Relation relation) {
  switch (relation) {
    case Relation::defines:
      return Op::defined_as;
    case Relation::equals:
      return Op::equal_to;
    case Relation::less_than:
      return Op::less_than;
    case Relation::greater_than:
      return Op::greater_than;
  }
  return Op::equal_to;
}

RowsByName rows_by_name(const ParameterTable& table) {
  RowsByName rows;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (!table.rows[i].label.empty()) rows.emplace(table.rows[i].label, i);
  }
  for (std::size_t i = 0; i < table.rows.size(); ++i) rows.emplace(table.rows[i].plabel, i);
  return rows;
}

/// A definition may use those before it only.
void refuse_later_definitions(const ModelSyntax& syntax, const Constraint& constraint, const RowsByName& known,
                              const std::set<std::string>& all_definitions) {
  for (const Token& word : constraint.right) {
    if (word.kind == TokenKind::name && all_definitions.contains(word.text) && !known.contains(word.text)) {
      throw ModelError(syntax.text, word.place,
                       fmt::format("{} is defined further down: a definition uses only those above it.", word.text));
    }
  }
}

/// first == sum - others, as lavaan writes it: ".p1." == "3-.p2.-.p3."
void add_sum(ParameterTable& table, const std::vector<std::size_t>& rows, std::size_t sum) {
  std::string rest = fmt::format("{}", sum);
  for (std::size_t i = 1; i < rows.size(); ++i) rest += "-" + table.rows[rows[i]].plabel;
  table.rows.push_back({.lhs = table.rows[rows.front()].plabel,
                        .op = Op::equal_to,
                        .rhs = rest,
                        .user = 2,
                        .group = 0,
                        .expression = sum_of_rows_less(rows, static_cast<double>(sum))});
}

bool all_free(const ParameterTable& table, const std::vector<std::size_t>& rows) {
  return !rows.empty() &&
         std::all_of(rows.begin(), rows.end(), [&](std::size_t row) { return table.rows[row].free > 0; });
}
}  // namespace

void add_written_constraints(ParameterTable& table, const ModelSyntax& syntax) {
  if (syntax.constraints.empty()) return;
  const RowsByName labels = rows_by_name(table);
  RowsByName defined_above = labels;
  RowsByName all = labels;
  std::set<std::string> definitions;
  for (std::size_t i = 0; i < syntax.constraints.size(); ++i) {
    const Constraint& constraint = syntax.constraints[i];
    if (constraint.relation != Relation::defines) continue;
    const Token& name = constraint.left.front();
    if (labels.contains(name.text)) {
      throw ModelError(syntax.text, name.place,
                       fmt::format("{} is the label of a parameter already: define another name.", name.text));
    }
    if (!definitions.insert(name.text).second) {
      throw ModelError(syntax.text, name.place, fmt::format("{} is defined twice.", name.text));
    }
    all.emplace(name.text, table.rows.size() + i);
  }
  for (const Constraint& constraint : syntax.constraints) {
    Parameter row{.lhs = text_of(constraint.left),
                  .op = op_of(constraint.relation),
                  .rhs = text_of(constraint.right),
                  .user = 1,
                  .group = 0};
    if (constraint.relation == Relation::defines) {
      row.label = row.lhs;
      refuse_later_definitions(syntax, constraint, defined_above, definitions);
      row.expression = parse_expression(syntax.text, constraint.right, defined_above);
      defined_above.emplace(row.lhs, table.rows.size());
    } else {
      row.expression = parse_difference(syntax.text, constraint.left, constraint.right, all);
      if (row.expression->rows().empty()) {
        throw ModelError(syntax.text, constraint.place, "This constraint has no parameter in it.");
      }
    }
    table.rows.push_back(std::move(row));
  }
}

std::vector<std::size_t> add_tested_equalities(ParameterTable& table, const std::string& text) {
  const ModelSyntax syntax = parse_syntax(text);
  const std::string what =
      "What can be tested is an equality of labels or of what is worked out from them, as b1 == b2.";
  if (!syntax.formulas.empty()) throw ModelError(syntax.text, syntax.formulas.front().place, what);
  for (const Constraint& constraint : syntax.constraints) {
    if (constraint.relation == Relation::less_than || constraint.relation == Relation::greater_than)
      throw ModelError(syntax.text, constraint.place, what);
  }
  const std::size_t before = table.rows.size();
  add_written_constraints(table, syntax);
  std::vector<std::size_t> equalities;
  for (std::size_t row = before; row < table.rows.size(); ++row) {
    if (table.rows[row].op == Op::equal_to) equalities.push_back(row);
  }
  if (equalities.empty()) throw ModelError(syntax.text, {.line = 1, .column = 1}, what);
  return equalities;
}

void add_label_equalities(ParameterTable& table) {
  std::map<std::string, std::vector<std::size_t>> rows;
  std::vector<std::string> shared;  // in the order in which a label comes up for the second time
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Parameter& row = table.rows[i];
    if (row.label.empty() || row.free == 0) continue;
    rows[row.label].push_back(i);
    if (rows[row.label].size() == 2) shared.push_back(row.label);
  }
  for (const std::string& label : shared) {
    const std::vector<std::size_t>& equal = rows[label];
    for (std::size_t k = 1; k < equal.size(); ++k) {
      table.rows.push_back({.lhs = table.rows[equal.front()].plabel,
                            .op = Op::equal_to,
                            .rhs = table.rows[equal[k]].plabel,
                            .user = 2,
                            .group = 0,
                            .expression = difference_of_rows(equal.front(), equal[k])});
    }
  }
}

void add_effect_coding(ParameterTable& table, bool means) {
  const std::set<std::string> ordinal(table.ordinal.begin(), table.ordinal.end());
  for (std::size_t group = 1; group <= table.group_count; ++group) {
    std::map<std::string, std::vector<std::size_t>> loadings;  // of a latent variable
    std::map<std::string, std::size_t> intercept;              // of an indicator
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const Parameter& row = table.rows[i];
      if (row.group == group && row.op == Op::measured_by) loadings[row.lhs].push_back(i);
      if (row.group == group && row.op == Op::intercept) intercept[row.lhs] = i;
    }
    for (const std::string& latent : table.latent) {
      const std::vector<std::size_t>& of_latent = loadings[latent];
      std::vector<std::size_t> intercepts;
      for (const std::size_t row : of_latent) {
        const auto found = intercept.find(table.rows[row].rhs);
        if (found != intercept.end()) intercepts.push_back(found->second);
      }
      std::sort(intercepts.begin(), intercepts.end());
      if (all_free(table, of_latent)) add_sum(table, of_latent, of_latent.size());
      const bool some_ordinal = std::any_of(of_latent.begin(), of_latent.end(),
                                            [&](std::size_t row) { return ordinal.contains(table.rows[row].rhs); });
      if (means && !some_ordinal && all_free(table, intercepts)) add_sum(table, intercepts, 0);
    }
  }
}

}  // namespace rapport::stats::sem
