#include "stats/sem/table/draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rapport::stats::sem {
namespace {
using Key = std::tuple<std::string, Op, std::string>;

std::string words_of(const Key& key) {
  const auto& [lhs, op, rhs] = key;
  return fmt::format("{} {}{}{}", lhs, symbol_of(op), rhs.empty() ? "" : " ", rhs);
}

/// The entry of a modifier that holds for this group.
/// @throws ModelError if it is a list of another length than there are groups
std::size_t entry_of(const Modifier& modifier, const GroupModel& model) {
  const std::size_t count = std::max(modifier.numbers.size(), modifier.words.size());
  const std::size_t groups = model.in_block ? 1 : model.group_count;
  if (modifier.is_list && count != groups) {
    throw ModelError(model.syntax->text, modifier.place,
                     fmt::format("This list has {} {} for {} {}.", count, count == 1 ? "entry" : "entries", groups,
                                 groups == 1 ? "group" : "groups"));
  }
  return count == 1 ? 0 : model.group - 1;
}

/// "0.5*x2 + 0.6*x2" would leave it to the reader which of them holds.
[[noreturn]] void refuse_second(const DraftRow& row, const Modifier& modifier, const GroupModel& model,
                                const char* what, const std::string& first, const std::string& second) {
  const Parameter& parameter = row.parameter;
  throw ModelError(model.syntax->text, modifier.place,
                   fmt::format("The parameter {} has two {}: {} and {}.",
                               words_of({parameter.lhs, parameter.op, parameter.rhs}), what, first, second));
}

std::string words_of_value(double value) {
  return std::isnan(value) ? "NA" : fmt::format("{}", value);
}

/// @param labelled  the modifier stands beside a label: lavaan then leaves the default value of a fixed parameter
void apply(DraftRow& row, const Modifier& modifier, const GroupModel& model, bool labelled) {
  const std::size_t entry = entry_of(modifier, model);
  Parameter& parameter = row.parameter;
  switch (modifier.kind) {
    case Modifier::Kind::fixed:
      if (row.has_value && words_of_value(parameter.ustart) != words_of_value(modifier.numbers[entry]))
        refuse_second(row, modifier, model, "values", words_of_value(parameter.ustart),
                      words_of_value(modifier.numbers[entry]));
      row.has_value = true;
      parameter.free = std::isnan(modifier.numbers[entry]) ? 1 : 0;
      parameter.ustart = modifier.numbers[entry];
      row.fixed_by_text = parameter.free == 0;
      break;
    case Modifier::Kind::start:
      if (!parameter.free && (row.fixed_by_text || labelled)) break;
      // On a parameter that a default fixes, lavaan takes it for the value to fix it at.
      row.fixed_by_start = !parameter.free;
      parameter.ustart = modifier.numbers[entry];
      break;
    case Modifier::Kind::label:
      if (modifier.words[entry].empty()) break;
      if (!parameter.label.empty() && parameter.label != modifier.words[entry])
        refuse_second(row, modifier, model, "labels", parameter.label, modifier.words[entry]);
      parameter.label = modifier.words[entry];
      break;
    case Modifier::Kind::equal:
      row.equal_to = modifier.words[entry];
      break;
    case Modifier::Kind::lower:
      if (!std::isnan(modifier.numbers[entry])) parameter.lower = modifier.numbers[entry];
      break;
    case Modifier::Kind::upper:
      if (!std::isnan(modifier.numbers[entry])) parameter.upper = modifier.numbers[entry];
      break;
  }
}
}  // namespace

DraftRow* Draft::find(const std::string& lhs, Op op, const std::string& rhs) {
  const auto found = index_.find({lhs, op, rhs});
  return found == index_.end() ? nullptr : &rows[found->second];
}

bool Draft::add(DraftRow row) {
  const bool is_new = index_.emplace(Key{row.parameter.lhs, row.parameter.op, row.parameter.rhs}, rows.size()).second;
  if (!is_new) return false;
  if (rows.size() == most_parameters) {
    throw ModelError("", {}, fmt::format("The model is too large: at most {} parameters.", most_parameters));
  }
  rows.push_back(std::move(row));
  return true;
}

Key row_of(const Formula& formula, const Term& left, const Term& right, const ModelVariables& variables) {
  switch (formula.op) {
    case Operator::measured_by:
    case Operator::composed_of:
      return {left.variable, Op::measured_by, right.variable};
    case Operator::regressed_on:
      if (right.is_intercept) return {left.variable, Op::intercept, ""};
      return {left.variable, Op::regressed_on, right.variable};
    case Operator::cut_at:
      return {left.variable, Op::threshold, right.variable};
    case Operator::scaled_by:
      return {left.variable, Op::scale, right.variable};
    case Operator::covaries_with:
      break;
  }
  if (variables.turns(left.variable, right.variable)) return {right.variable, Op::covaries_with, left.variable};
  return {left.variable, Op::covaries_with, right.variable};
}

void add_user_rows(Draft& draft, const GroupModel& model) {
  for (const Formula* formula : model.formulas) {
    const std::size_t first = draft.rows.size();  // of this formula
    for (const Term& left : formula->left) {
      for (const Term& right : formula->right) {
        const Key key = row_of(*formula, left, right, model.variables);
        const auto& [lhs, op, rhs] = key;
        const bool is_new =
            draft.add({.parameter = {.lhs = lhs, .op = op, .rhs = rhs, .user = 1, .group = model.group, .free = 1},
                       .place = right.place});
        // "x1 + a*x1" says two things of one parameter; two formulas that name it are a mistake.
        if (is_new || draft.find(lhs, op, rhs) >= draft.rows.data() + first) continue;
        throw ModelError(model.syntax->text, right.place,
                         fmt::format("The parameter {} is written twice.", words_of(key)));
      }
    }
  }
}

void apply_modifiers(Draft& draft, const GroupModel& model) {
  for (const Formula* formula : model.formulas) {
    for (const Term& left : formula->left) {
      for (const Term& right : formula->right) {
        if (right.modifiers.empty()) continue;
        const auto [lhs, op, rhs] = row_of(*formula, left, right, model.variables);
        DraftRow* row = draft.find(lhs, op, rhs);
        const bool labelled = std::any_of(right.modifiers.begin(), right.modifiers.end(),
                                          [](const Modifier& m) { return m.kind == Modifier::Kind::label; });
        for (const bool values : {true, false}) {  // values first: they go before start()
          for (const Modifier& modifier : right.modifiers) {
            if ((modifier.kind == Modifier::Kind::fixed) == values) apply(*row, modifier, model, labelled);
          }
        }
      }
    }
  }
}

}  // namespace rapport::stats::sem
