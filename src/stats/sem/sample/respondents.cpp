#include "stats/sem/sample/respondents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <span>
#include <unordered_map>

#include "stats/model/path_model.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/words.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

[[noreturn]] void throw_unknown(const DataTable& table, const std::string& what, const std::string& name,
                                const std::vector<std::string>& known) {
  const auto nearest = nearest_name(name, known);
  throw TableError(
      table.source, {},
      fmt::format("there is no {} {}.{}", what, name, nearest ? fmt::format(" Did you mean {}?", *nearest) : ""));
}

std::vector<std::span<const double>> columns_of(const DataTable& table, const std::vector<std::string>& variables) {
  std::vector<std::span<const double>> columns;
  for (const std::string& name : variables) {
    if (!table.find(name)) throw_unknown(table, "variable", name, table.names());
    columns.push_back(numbers_of(table, name));
    const auto infinite =
        std::find_if(columns.back().begin(), columns.back().end(), [](double x) { return std::isinf(x); });
    if (infinite != columns.back().end()) {
      throw TableError(table.source, {static_cast<std::size_t>(infinite - columns.back().begin()) + 2, 0},
                       fmt::format("the variable {} is infinite here. Correct it, or leave the cell empty.", name));
    }
  }
  return columns;
}

struct Grouping {
  std::vector<std::string> labels = {};
  std::vector<std::vector<std::size_t>> rows = {};  // of the table
  std::size_t without = 0;                          // respondents without a group
};

std::string label_at(const Column& column, std::size_t row) {
  if (!column.is_numeric) return column.texts[row];
  return std::isnan(column.numbers[row]) ? "" : fmt::format("{:.15g}", column.numbers[row]);
}

Grouping groups_of(const DataTable& table, const SampleRequest& request) {
  Grouping groups;
  if (request.group.empty()) {
    groups.labels = {""};
    groups.rows.emplace_back(table.row_count);
    std::iota(groups.rows[0].begin(), groups.rows[0].end(), std::size_t{0});
    return groups;
  }
  const Column* column = table.find(request.group);
  if (!column) throw_unknown(table, "group variable", request.group, table.names());
  std::unordered_map<std::string, std::size_t> index;
  for (std::size_t row = 0; row < table.row_count; ++row) {
    const std::string label = label_at(*column, row);
    if (label.empty()) {
      ++groups.without;
      continue;
    }
    const auto [found, is_new] = index.emplace(label, groups.labels.size());
    if (is_new) {
      groups.labels.push_back(label);
      groups.rows.emplace_back();
    }
    groups.rows[found->second].push_back(row);
  }
  if (request.group_labels.empty()) return groups;
  Grouping chosen{.without = groups.without};
  for (const std::string& label : request.group_labels) {
    const auto found = index.find(label);
    if (found == index.end()) {
      throw_unknown(table, fmt::format("group of {} called", request.group), label, groups.labels);
    }
    if (has(chosen.labels, label)) {
      throw TableError(table.source, {}, fmt::format("the group {} of {} is asked for twice.", label, request.group));
    }
    chosen.labels.push_back(label);
    chosen.rows.push_back(groups.rows[found->second]);
  }
  return chosen;
}

/// Which respondents of a group count, and how many do not, by reason.
struct Selection {
  std::vector<std::size_t> rows = {};
  std::size_t incomplete = 0;
  std::size_t without_covariate = 0;
  std::size_t empty = 0;
};

/// What a gap in a column means for its respondent.
enum class Role { answer, fixed_covariate, given_covariate };

Selection select(const std::vector<std::size_t>& rows, const std::vector<std::span<const double>>& columns,
                 const std::vector<Role>& roles, const Settings& settings) {
  const auto has_gaps = [](std::span<const double> column) {
    return std::any_of(column.begin(), column.end(), [](double answer) { return std::isnan(answer); });
  };
  if (std::none_of(columns.begin(), columns.end(), has_gaps)) return {.rows = rows};
  Selection selection;
  for (const std::size_t row : rows) {
    bool has_answer = false, has_gap = false, lacks_fixed = false, lacks_given = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!std::isnan(columns[i][row])) {
        has_answer = has_answer || roles[i] != Role::given_covariate;
        continue;
      }
      has_gap = true;
      lacks_fixed = lacks_fixed || roles[i] == Role::fixed_covariate;
      lacks_given = lacks_given || roles[i] == Role::given_covariate;
    }
    if (has_gap && settings.missing == Missing::listwise) {
      ++selection.incomplete;
    } else if (!has_answer) {
      ++selection.empty;
    } else if (lacks_given || (lacks_fixed && settings.missing == Missing::ml)) {
      ++selection.without_covariate;
    } else {
      selection.rows.push_back(row);
    }
  }
  return selection;
}

void tell(std::vector<std::string>& warnings, const Selection& selection, std::size_t original,
          const std::string& label, bool has_ordinal) {
  const std::string of_group = in_group(label);
  if (selection.incomplete > 0) {
    warnings.push_back(fmt::format("{} left out{} for a missing answer, of {}. {} would use what they did answer.",
                                   respondents_were(selection.incomplete), of_group, original,
                                   has_ordinal ? "Correlations of pairs (missing = pairwise)"
                                               : "Full information maximum likelihood (missing = fiml)"));
  }
  if (selection.without_covariate > 0) {
    warnings.push_back(fmt::format("{} left out{} for a missing covariate, of {}.{}",
                                   respondents_were(selection.without_covariate), of_group, original,
                                   has_ordinal ? "" : " With missing = fiml.x they would count."));
  }
  if (selection.empty > 0) {
    warnings.push_back(fmt::format("{} left out{} for answering none of the model's variables.",
                                   respondents_were(selection.empty), of_group));
  }
}

/// The sorted distinct answers of an ordinal item among the respondents that count.
std::vector<double> levels_of(const std::vector<Selection>& groups, std::span<const double> column) {
  std::set<double> levels;
  for (const Selection& group : groups) {
    for (const std::size_t row : group.rows) {
      if (!std::isnan(column[row])) levels.insert(column[row]);
    }
  }
  return {levels.begin(), levels.end()};
}

double category_of(double answer, const std::vector<double>& levels) {
  if (std::isnan(answer)) return answer;
  return static_cast<double>(std::lower_bound(levels.begin(), levels.end(), answer) - levels.begin() + 1);
}
}  // namespace

Sample respondents_of(const DataTable& table, const SampleRequest& request, const Settings& settings) {
  std::vector<std::string> names = request.variables;
  names.insert(names.end(), request.covariates.begin(), request.covariates.end());
  const std::vector<std::span<const double>> columns = columns_of(table, names);
  const Grouping grouping = groups_of(table, request);
  Sample sample{.variables = request.variables, .covariates = request.covariates};
  std::vector<Role> roles(names.size(), Role::given_covariate);
  for (std::size_t i = 0; i < request.variables.size(); ++i) {
    const std::string& name = request.variables[i];
    sample.is_ordinal.push_back(has(request.ordinal, name));
    sample.is_fixed.push_back(settings.fixed_x && has(request.exogenous, name));
    roles[i] = sample.is_fixed[i] ? Role::fixed_covariate : Role::answer;
  }
  if (grouping.without > 0) {
    sample.warnings.push_back(
        fmt::format("{} left out for having no {}.", respondents_were(grouping.without), request.group));
  }
  std::vector<Selection> selections;
  for (std::size_t g = 0; g < grouping.labels.size(); ++g) {
    selections.push_back(select(grouping.rows[g], columns, roles, settings));
    tell(sample.warnings, selections.back(), grouping.rows[g].size(), grouping.labels[g], settings.categorical);
    if (selections.back().rows.empty()) {
      throw NotEstimable("empty_group", fmt::format("{}: no respondent{} has the answers that the model needs.",
                                                    table.source, in_group(grouping.labels[g])));
    }
  }
  const std::size_t p = request.variables.size();
  sample.levels.resize(p);
  for (std::size_t i = 0; i < p; ++i) {
    if (sample.is_ordinal[i]) sample.levels[i] = levels_of(selections, columns[i]);
  }
  for (std::size_t g = 0; g < selections.size(); ++g) {
    const std::vector<std::size_t>& rows = selections[g].rows;
    GroupSample group{
        .label = grouping.labels[g], .n = rows.size(), .original = grouping.rows[g].size(), .origins = rows};
    group.rows.resize(static_cast<Index>(rows.size()), sample.variable_count());
    group.covariates.resize(static_cast<Index>(rows.size()), sample.covariate_count());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      auto column = i < p ? group.rows.col(static_cast<Index>(i)) : group.covariates.col(static_cast<Index>(i - p));
      const bool is_ordinal = i < p && sample.is_ordinal[i];
      for (std::size_t k = 0; k < rows.size(); ++k) {
        const double answer = columns[i][rows[k]];
        column(static_cast<Index>(k)) = is_ordinal ? category_of(answer, sample.levels[i]) : answer;
      }
    }
    sample.groups.push_back(std::move(group));
  }
  return sample;
}

}  // namespace rapport::stats::sem
