#include "stats/sem/table/expand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "stats/sem/table/constraints.hpp"
#include "stats/sem/table/defaults.hpp"
#include "stats/sem/table/draft.hpp"
#include "stats/sem/table/equality.hpp"
#include "stats/sem/table/variables.hpp"

namespace rapport::stats::sem {
namespace {
/// The formulas of each group: those of its block, or all of them.
/// @param variables  of all formulas
std::vector<GroupModel> models_of(const ModelSyntax& syntax, const std::vector<std::string>& group_labels,
                                  const ModelVariables& variables) {
  const std::size_t count = std::max<std::size_t>(1, group_labels.size());
  std::vector<std::size_t> block_of(count);
  if (!syntax.blocks.empty() && syntax.blocks.size() != count) {
    throw ModelError(
        syntax.text, syntax.blocks.front().place,
        fmt::format("The model has {} group {}, and the data have {} {}.", syntax.blocks.size(),
                    syntax.blocks.size() == 1 ? "block" : "blocks", count, count == 1 ? "group" : "groups"));
  }
  for (std::size_t b = 0; b < syntax.blocks.size(); ++b) {
    const GroupBlock& block = syntax.blocks[b];
    auto named = static_cast<std::size_t>(std::find(group_labels.begin(), group_labels.end(), block.group) -
                                          group_labels.begin());
    for (std::size_t g = 0; named >= group_labels.size() && g < count; ++g) {
      if (block.group == std::to_string(g + 1)) named = g;
    }
    if (named >= count) {
      std::string known;
      for (const std::string& label : group_labels) known += (known.empty() ? "" : ", ") + label;
      throw ModelError(syntax.text, block.place,
                       fmt::format("There is no group {}: the groups are {}.", block.group, known));
    }
    if (block_of[named] > 0) {
      throw ModelError(syntax.text, block.place, fmt::format("The group {} stands twice.", block.group));
    }
    block_of[named] = b + 1;
  }
  std::vector<GroupModel> models;
  for (std::size_t g = 0; g < count; ++g) {
    GroupModel model{.syntax = &syntax, .group = g + 1, .group_count = count, .in_block = !syntax.blocks.empty()};
    for (const Formula& formula : syntax.formulas) {
      if (formula.block == block_of[g]) model.formulas.push_back(&formula);
    }
    model.variables = syntax.blocks.empty() ? variables : variables_of(model.formulas);
    models.push_back(std::move(model));
  }
  return models;
}

/// Every group must speak of the same observed and latent variables, for their data are laid out alike.
void refuse_different_groups(const ModelSyntax& syntax, const std::vector<GroupModel>& models,
                             const ModelVariables& all) {
  if (syntax.blocks.empty()) return;
  for (const GroupModel& model : models) {
    for (const auto list : {&ModelVariables::observed, &ModelVariables::latent}) {
      const std::set<std::string> present((model.variables.*list).begin(), (model.variables.*list).end());
      for (const std::string& name : all.*list) {
        if (present.contains(name)) continue;
        throw ModelError(
            syntax.text, syntax.blocks.front().place,
            fmt::format("All groups need the same variables: {} is missing in group {}.", name, model.group));
      }
    }
  }
}

std::vector<OrdinalItem> ordinal_of(const ModelVariables& variables, const std::vector<OrdinalItem>& items) {
  const std::set<std::string> exogenous(variables.exogenous.begin(), variables.exogenous.end());
  std::vector<OrdinalItem> result;
  for (const std::string& name : variables.observed) {
    if (exogenous.contains(name)) continue;
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const OrdinalItem& item) { return item.name == name; });
    if (found != items.end()) result.push_back(*found);
  }
  return result;
}

/// "x1 | t3" needs an ordinal item with three thresholds; "x1 ~*~ x1" an ordinal item.
void refuse_ordinal_parts_of_others(const GroupModel& model, const std::vector<OrdinalItem>& ordinal) {
  for (const Formula* formula : model.formulas) {
    if (formula->op != Operator::cut_at && formula->op != Operator::scaled_by) continue;
    for (const Term& left : formula->left) {
      const auto item =
          std::find_if(ordinal.begin(), ordinal.end(), [&](const OrdinalItem& o) { return o.name == left.variable; });
      if (item == ordinal.end()) {
        throw ModelError(
            model.syntax->text, left.place,
            fmt::format("{} is not an ordinal item: it has neither thresholds nor a scale.", left.variable));
      }
      if (formula->op == Operator::scaled_by) continue;
      for (const Term& right : formula->right) {
        bool known = false;
        for (std::size_t k = 1; k <= item->thresholds && !known; ++k) known = right.variable == fmt::format("t{}", k);
        if (known) continue;
        throw ModelError(
            model.syntax->text, right.place,
            fmt::format("{} has no threshold {}: its categories are separated by {}.", left.variable, right.variable,
                        item->thresholds == 1 ? "t1" : fmt::format("t1 to t{}", item->thresholds)));
      }
    }
  }
}

void warn(ParameterTable& table, const ModelVariables& variables, const std::vector<GroupModel>& models,
          const Settings& settings) {
  if (settings.fixed_x) {
    for (const std::string& name : variables.made_random) {
      table.warnings.push_back(fmt::format(
          "The model speaks of a variance, covariance or intercept of the covariate {0}: it counts as random, "
          "and adds parameters. Leave that out to keep {0} fixed at its sample moments.",
          name));
    }
  } else if (settings.function == Function::growth) {
    for (const std::string& name : variables.exogenous) {
      table.warnings.push_back(
          fmt::format("growth() fixes the intercept of the random covariate {0} at 0: write "
                      "\"{0} ~ 1\" to free it.",
                      name));
    }
  }
  bool one_label = false;
  for (const Formula* formula : models.front().formulas) {
    for (const Term& right : formula->right) {
      for (const Modifier& modifier : right.modifiers) {
        one_label = one_label || (modifier.kind == Modifier::Kind::label && !modifier.is_list);
      }
    }
  }
  if (models.size() > 1 && one_label && !models.front().in_block) {
    table.warnings.emplace_back(
        "A parameter with one label is equal in all groups. Where that is not meant, give one label per group: "
        "c(a1,a2)*x.");
  }
}
}  // namespace

ParameterTable expand(const ModelSyntax& syntax, const std::vector<OrdinalItem>& ordinal,
                      const std::vector<std::string>& group_labels, const Settings& settings) {
  return expand(syntax, variables_of(syntax), ordinal, group_labels, settings);
}

ParameterTable expand(const ModelSyntax& syntax, const ModelVariables& variables,
                      const std::vector<OrdinalItem>& ordinal, const std::vector<std::string>& group_labels,
                      const Settings& settings) {
  const std::vector<GroupModel> models = models_of(syntax, group_labels, variables);
  refuse_different_groups(syntax, models, variables);
  const std::vector<OrdinalItem> items = ordinal_of(variables, ordinal);
  EqualParts equal = equal_parts_of(settings, variables, !items.empty());
  const bool all_binary =
      !items.empty() && std::all_of(items.begin(), items.end(), [](const OrdinalItem& i) { return i.thresholds == 1; });
  if (all_binary && equal.has(GroupEqual::thresholds)) equal.parts.push_back(GroupEqual::intercepts);

  ParameterTable table{.group_count = models.size(),
                       .observed = variables.observed,
                       .latent = variables.latent,
                       .exogenous = variables.exogenous,
                       .latent_exogenous = variables.latent_exogenous};
  for (const OrdinalItem& item : items) table.ordinal.push_back(item.name);
  const bool means =
      settings.meanstructure || variables.has_means || !items.empty() || settings.function == Function::growth;

  std::vector<Draft> drafts;
  std::size_t id = 0;
  for (const GroupModel& model : models) {
    const Defaults defaults{.settings = settings,
                            .ordinal = ordinal_of(model.variables, ordinal),
                            .means = means,
                            .equal_thresholds = !items.empty() && equal.has(GroupEqual::thresholds),
                            .equal_intercepts = equal.has(GroupEqual::intercepts)};
    refuse_ordinal_parts_of_others(model, defaults.ordinal);
    Draft& draft = drafts.emplace_back();
    add_user_rows(draft, model);
    add_default_rows(draft, model, defaults);
    fix_scales(draft, model, defaults);
    apply_modifiers(draft, model);
    for (DraftRow& row : draft.rows) {
      row.parameter.plabel = fmt::format(".p{}.", ++id);
      if (!row.fixed_by_start) continue;
      table.warnings.push_back(fmt::format(
          "The parameter {} {} {} is fixed by default, and start({}) is taken for its value, as lavaan does. Write NA* "
          "before it to free it.",
          row.parameter.lhs, symbol_of(row.parameter.op), row.parameter.rhs, row.parameter.ustart));
    }
    if (id > most_parameters) {
      throw ModelError(syntax.text, {}, fmt::format("The model is too large: at most {} parameters.", most_parameters));
    }
  }
  resolve_equal_modifiers(drafts, models);
  spread_fixed_values(drafts);
  label_equal_groups(drafts, models, equal);

  for (Draft& draft : drafts) {
    for (DraftRow& row : draft.rows) {
      if (row.parameter.free) row.parameter.free = ++table.free_count;
      if (row.parameter.lower > row.parameter.upper) {
        throw ModelError(syntax.text, row.place, "The lower bound of this parameter is above its upper bound.");
      }
      table.rows.push_back(std::move(row.parameter));
    }
  }
  if (table.free_count == 0) {
    throw ModelError(syntax.text, {}, "The model has no free parameter: there is nothing to estimate.");
  }
  add_written_constraints(table, syntax);
  add_label_equalities(table);
  if (settings.effect_coding) add_effect_coding(table, means);
  warn(table, variables, models, settings);
  return table;
}

}  // namespace rapport::stats::sem
