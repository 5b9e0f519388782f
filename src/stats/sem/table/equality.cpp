#include "stats/sem/table/equality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace rapport::stats::sem {
namespace {
using Key = std::tuple<std::string, Op, std::string>;

Key key_of(const Parameter& parameter) {
  return {parameter.lhs, parameter.op, parameter.rhs};
}

/// What part of a model a parameter belongs to.
GroupEqual part_of(const Parameter& parameter, const GroupModel& model) {
  const bool latent = model.variables.is_latent(parameter.lhs);
  switch (parameter.op) {
    case Op::measured_by:
      return GroupEqual::loadings;
    case Op::regressed_on:
      return GroupEqual::regressions;
    case Op::intercept:
      return latent ? GroupEqual::means : GroupEqual::intercepts;
    case Op::threshold:
      return GroupEqual::thresholds;
    default:
      break;
  }
  if (parameter.lhs == parameter.rhs) return latent ? GroupEqual::lv_variances : GroupEqual::residuals;
  return latent ? GroupEqual::lv_covariances : GroupEqual::residual_covariances;
}

/// Makes parameters equal, the first of which may have a label: fixed where one of them is, else by label.
void equate(const std::vector<Parameter*>& same) {
  const auto fixed = std::find_if(same.begin(), same.end(), [](const Parameter* one) { return one->free == 0; });
  if (fixed != same.end()) {
    for (Parameter* one : same) {
      if (one->free) one->ustart = (*fixed)->ustart;
      one->free = 0;
    }
  } else if (same.size() > 1) {
    if (same.front()->label.empty()) same.front()->label = same.front()->plabel;
    for (Parameter* one : same) one->label = same.front()->label;
  }
}
}  // namespace

bool EqualParts::has(GroupEqual part) const {
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

EqualParts equal_parts_of(const Settings& settings, const ModelVariables& variables, bool categorical) {
  EqualParts result{.parts = settings.group_equal};
  if (categorical && result.has(GroupEqual::intercepts) && !result.has(GroupEqual::thresholds)) {
    result.parts.push_back(GroupEqual::thresholds);
  }
  for (const std::string& text : settings.group_partial) {
    try {
      const ModelSyntax syntax = parse_syntax(text);
      if (syntax.formulas.empty() || !syntax.constraints.empty()) throw ModelError(text, {}, "no formula");
      for (const Formula& formula : syntax.formulas) {
        for (const Term& left : formula.left) {
          for (const Term& right : formula.right) result.partial.push_back(row_of(formula, left, right, variables));
        }
      }
    } catch (const ModelError&) {
      throw OptionError(fmt::format(
          "group.partial takes parameters such as \"x3 ~ 1\" or \"visual =~ x2\", and \"{}\" is none.", text));
    }
  }
  return result;
}

void label_equal_groups(std::vector<Draft>& drafts, const std::vector<GroupModel>& models, const EqualParts& equal) {
  if (drafts.size() < 2) return;
  for (const auto& [lhs, op, rhs] : equal.partial) {
    if (drafts.front().find(lhs, op, rhs)) continue;
    throw OptionError(fmt::format("group.partial leaves \"{} {}{}{}\" free, which is no parameter of the model.", lhs,
                                  symbol_of(op), rhs.empty() ? "" : " ", rhs));
  }
  const auto& covariates = models.front().variables.exogenous;
  const std::set<std::string> exogenous(covariates.begin(), covariates.end());
  for (DraftRow& first : drafts.front().rows) {
    const Key key = key_of(first.parameter);
    if (first.parameter.op == Op::scale || !equal.has(part_of(first.parameter, models.front()))) continue;
    if (exogenous.contains(first.parameter.lhs)) continue;
    if (std::find(equal.partial.begin(), equal.partial.end(), key) != equal.partial.end()) continue;
    std::vector<Parameter*> same{&first.parameter};
    for (std::size_t g = 1; g < drafts.size(); ++g) {
      DraftRow* row = drafts[g].find(first.parameter.lhs, first.parameter.op, first.parameter.rhs);
      if (row && row->parameter.label.empty()) same.push_back(&row->parameter);
    }
    equate(same);
  }
}

void resolve_equal_modifiers(std::vector<Draft>& drafts, const std::vector<GroupModel>& models) {
  for (Draft& draft : drafts) {
    for (DraftRow& row : draft.rows) {
      if (row.equal_to.empty()) continue;
      const std::string& text = models.front().syntax->text;
      DraftRow* target = nullptr;
      try {
        const ModelSyntax syntax = parse_syntax(row.equal_to);
        if (syntax.formulas.size() == 1) {
          const Formula& formula = syntax.formulas.front();
          const auto [lhs, op, rhs] =
              row_of(formula, formula.left.front(), formula.right.front(), models.front().variables);
          target = drafts.front().find(lhs, op, rhs);
        }
      } catch (const ModelError&) {  // reported below, at the place in the model
      }
      if (!target || target == &row) {
        throw ModelError(text, row.place,
                         fmt::format("equal(\"{}\") names no other parameter of the model.", row.equal_to));
      }
      if (target->parameter.label.empty()) target->parameter.label = target->parameter.plabel;
      row.parameter.label = target->parameter.label;
    }
  }
}

void spread_fixed_values(std::vector<Draft>& drafts) {
  std::map<std::string, double> fixed;
  for (const Draft& draft : drafts) {
    for (const DraftRow& row : draft.rows) {
      if (!row.parameter.label.empty() && !row.parameter.free && !row.parameter.exo) {
        fixed.emplace(row.parameter.label, row.parameter.ustart);
      }
    }
  }
  for (Draft& draft : drafts) {
    for (DraftRow& row : draft.rows) {
      const auto found = fixed.find(row.parameter.label);
      if (found == fixed.end() || !row.parameter.free) continue;
      row.parameter.free = 0;
      row.parameter.ustart = found->second;
    }
  }
}

}  // namespace rapport::stats::sem
