#include <algorithm>

#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/inference/infer.hpp"
#include "stats/sem/sample/continuous.hpp"

namespace rapport::stats::sem {
namespace {

/// Writes the rows of an independence model. What is given covariates depends on all of them.
class Independence {
 public:
  Independence(const Fit& fit) : fit_(fit) {
    table_.group_count = fit.table.group_count;
    table_.observed = fit.table.observed;
    table_.exogenous = fit.table.exogenous;
    table_.ordinal = fit.table.ordinal;
  }

  ParameterTable write() {
    for (std::size_t group = 1; group <= table_.group_count; ++group) {
      for (const std::string& name : table_.observed) variable(name, group);
      covariates(group);
    }
    return std::move(table_);
  }

 private:
  bool is_exogenous(const std::string& name) const {
    return std::find(table_.exogenous.begin(), table_.exogenous.end(), name) != table_.exogenous.end();
  }
  bool is_fixed(const std::string& name) const { return fit_.settings.fixed_x && is_exogenous(name); }

  void add(Parameter row, bool fixed) {
    if (!fixed) row.free = ++table_.free_count;
    row.plabel = ".p" + std::to_string(table_.rows.size() + 1) + ".";
    table_.rows.push_back(std::move(row));
  }

  bool is_given(const std::string& name) const {
    const auto& given = fit_.sample->covariates;
    return std::find(given.begin(), given.end(), name) != given.end();
  }

  /// Of covariates that everything is given: their moments are the sample's.
  void covariate(const std::string& name, std::size_t group) {
    add({.lhs = name, .op = Op::covaries_with, .rhs = name, .group = group, .exo = true}, true);
    add({.lhs = name, .op = Op::intercept, .group = group, .exo = true}, true);
  }

  void variable(const std::string& name, std::size_t group) {
    if (is_given(name)) return covariate(name, group);
    const auto position = std::find(fit_.sample->variables.begin(), fit_.sample->variables.end(), name);
    const auto v = static_cast<std::size_t>(position - fit_.sample->variables.begin());
    const bool ordinal = fit_.sample->is_ordinal[v];
    const bool fixed = is_fixed(name);
    add({.lhs = name,
         .op = Op::covaries_with,
         .rhs = name,
         .group = group,
         .ustart = ordinal ? 1 : no_value,
         .exo = fixed},
        fixed || ordinal);
    if (ordinal) {
      for (Index t = 0; t < fit_.sample->groups[group - 1].thresholds[v].size(); ++t)
        add({.lhs = name, .op = Op::threshold, .rhs = "t" + std::to_string(t + 1), .group = group}, false);
      add({.lhs = name, .op = Op::scale, .rhs = name, .group = group, .ustart = 1}, true);
    }
    if (fit_.structure.has_means)
      add({.lhs = name, .op = Op::intercept, .group = group, .ustart = ordinal ? 0 : no_value, .exo = fixed},
          fixed || ordinal);
    for (const std::string& given : fit_.sample->covariates)
      add({.lhs = name, .op = Op::regressed_on, .rhs = given, .group = group}, false);
  }

  /// Covariates keep their covariances.
  void covariates(std::size_t group) {
    for (std::size_t i = 0; i < table_.exogenous.size(); ++i)
      for (std::size_t j = i + 1; j < table_.exogenous.size(); ++j)
        add({.lhs = table_.exogenous[i],
             .op = Op::covaries_with,
             .rhs = table_.exogenous[j],
             .group = group,
             .exo = fit_.settings.fixed_x},
            fit_.settings.fixed_x);
  }

  const Fit& fit_;
  ParameterTable table_;
};

/// Fixed covariates with gaps (fiml.x) have the moments of the available answers in lavaan's baseline model, not those
/// of EM as in every other model.
std::shared_ptr<const Sample> with_available_covariates(const std::shared_ptr<const Sample>& sample) {
  const std::vector<Index> fixed = sample->fixed_positions();
  if (fixed.empty()) return sample;
  auto available = std::make_shared<Sample>(*sample);
  for (GroupSample& group : available->groups) {
    const AvailableMoments moments = available_moments(group.rows(Eigen::all, fixed));
    group.cov(fixed, fixed) = moments.cov;
    group.mean(fixed) = moments.mean;
  }
  return available;
}

}  // namespace

Fit baseline_of(const Fit& fit) {
  Settings settings = fit.settings;
  settings.parameterization = Parameterization::delta;
  settings.bounds = Bounds::none;
  const auto sample = settings.missing == Missing::ml_x ? with_available_covariates(fit.sample) : fit.sample;
  Fit baseline = estimate_model(Independence(fit).write(), sample, settings);
  infer(baseline, Objective(baseline.structure, *baseline.sample, baseline.settings));
  return baseline;
}

}  // namespace rapport::stats::sem
