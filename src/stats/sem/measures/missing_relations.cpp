#include <algorithm>
#include <set>
#include <tuple>

#include "stats/sem/measures/modification_indices.hpp"

namespace rapport::stats::sem {
namespace {

using Names = std::vector<std::string>;
using Relation = std::tuple<Op, std::string, std::string>;

bool among(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Who takes part in regressions: what they explain, and what only explains, both as the text first names them.
struct Regressions {
  Names explained;
  Names explaining;
};
Regressions regressions_of(const ParameterTable& table) {
  Regressions found;
  const auto add = [](Names& names, const std::string& name) {
    if (!among(names, name)) names.push_back(name);
  };
  for (const Parameter& row : table.rows) {
    if (row.op == Op::regressed_on) add(found.explained, row.lhs);
  }
  for (const Parameter& row : table.rows) {
    if (row.op == Op::regressed_on && !among(found.explained, row.rhs)) add(found.explaining, row.rhs);
  }
  return found;
}

/// The relations of one group's table, a covariance in both directions.
std::set<Relation> relations_of(const ParameterTable& table, std::size_t group) {
  std::set<Relation> relations;
  for (const Parameter& row : table.rows) {
    if (row.group != group) continue;
    relations.emplace(row.op, row.lhs, row.rhs);
    if (row.op == Op::covaries_with) relations.emplace(row.op, row.rhs, row.lhs);
  }
  return relations;
}

}  // namespace

std::vector<Parameter> missing_relations(const ParameterTable& table, bool covariates_are_fixed) {
  const Regressions regressions = regressions_of(table);
  Names items;  // observed variables outside the regressions
  for (const std::string& name : table.observed) {
    if (!among(regressions.explained, name) && !among(regressions.explaining, name)) items.push_back(name);
  }
  Names indicators;  // of any latent variable, even where a regression explains them too
  for (const std::string& name : table.observed) {
    const bool measures = std::any_of(table.rows.begin(), table.rows.end(), [&](const Parameter& row) {
      return row.op == Op::measured_by && row.rhs == name;
    });
    if (measures || among(items, name)) indicators.push_back(name);
  }
  std::vector<Parameter> missing;
  for (std::size_t group = 1; group <= table.group_count; ++group) {
    const std::set<Relation> present = relations_of(table, group);
    const auto consider = [&](const std::string& lhs, Op op, const std::string& rhs) {
      if (lhs == rhs || present.contains({op, lhs, rhs})) return;
      missing.push_back({.lhs = lhs, .op = op, .rhs = rhs, .user = 0, .group = group});
    };
    for (const auto& latent : table.latent) {
      for (const auto& item : items) consider(latent, Op::measured_by, item);
    }
    for (const Names& names : {indicators, table.latent}) {
      for (std::size_t i = 0; i < names.size(); ++i) {
        for (std::size_t j = i + 1; j < names.size(); ++j) consider(names[i], Op::covaries_with, names[j]);
      }
    }
    const auto consider_path = [&](const std::string& effect, const std::string& cause) {
      const bool is_loading = among(indicators, effect) && among(table.latent, cause);  // which it would be once more
      const bool are_covariates = among(table.exogenous, effect) && among(table.exogenous, cause);
      if (!is_loading && !are_covariates) consider(effect, Op::regressed_on, cause);
    };
    for (const Names& effects : {regressions.explained, regressions.explaining}) {
      for (const auto& effect : effects) {
        if (covariates_are_fixed && among(table.exogenous, effect)) continue;
        for (const auto& cause : regressions.explained) consider_path(effect, cause);
        for (const auto& cause : regressions.explaining) consider_path(effect, cause);
      }
    }
  }
  return missing;
}

}  // namespace rapport::stats::sem
