#include "stats/sem/measures/moments.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "stats/sem/measures/standardized.hpp"

namespace rapport::stats::sem {
namespace {

std::string label_of(const Fit& fit, std::size_t group) {
  return fit.sample->groups.size() > 1 ? fit.sample->groups[group].label : std::string();
}

NamedValues pairs(const std::vector<std::string>& names, const VectorXd& values) {
  NamedValues result;
  for (Index i = 0; i < values.size(); ++i) result.emplace_back(names[static_cast<std::size_t>(i)], values[i]);
  return result;
}

std::vector<std::string> true_latents(const Structure& structure) {
  return {structure.latents.begin(), structure.latents.begin() + static_cast<std::ptrdiff_t>(structure.true_latents)};
}

/// What regressions explain, latent variables first.
std::vector<std::string> dependent_variables(const ParameterTable& table) {
  std::set<std::string> explained;
  for (const Parameter& row : table.rows) {
    if (row.op == Op::regressed_on) explained.insert(row.lhs);
    if (row.op == Op::measured_by) explained.insert(row.rhs);
  }
  std::vector<std::string> result;
  for (const auto* names : {&table.observed, &table.latent}) {
    for (const std::string& name : *names) {
      if (explained.contains(name)) result.push_back(name);
    }
  }
  return result;
}

}  // namespace

NamedMatrix named(const MatrixXd& matrix, const std::vector<std::string>& rows, const std::vector<std::string>& cols) {
  NamedMatrix result{.rows = rows, .cols = cols, .values = {}};
  result.values.reserve(static_cast<std::size_t>(matrix.size()));
  for (Index i = 0; i < matrix.rows(); ++i) {
    for (Index j = 0; j < matrix.cols(); ++j) result.values.push_back(matrix(i, j));
  }
  return result;
}

std::vector<std::string> threshold_names(const Structure& structure) {
  std::vector<std::string> names;
  for (std::size_t v = 0; v < structure.thresholds.size(); ++v) {
    for (std::size_t t = 1; t <= structure.thresholds[v].size(); ++t) {
      names.push_back(structure.variables[v] + "|t" + std::to_string(t));
    }
  }
  return names;
}

VectorXd sample_thresholds(const GroupSample& group) {
  Index count = 0, at = 0;
  for (const VectorXd& own : group.thresholds) count += own.size();
  VectorXd all(count);
  for (const VectorXd& own : group.thresholds) {
    all.segment(at, own.size()) = own;
    at += own.size();
  }
  return all;
}

namespace {

/// What is the same in sample and model: the covariates.
void add_covariates(GroupMoments& moments, const Fit& fit, const GroupSample& group, const MatrixXd& slopes) {
  const auto& names = fit.sample->covariates;
  if (names.empty()) return;
  moments.slopes = named(slopes, fit.structure.variables, names);
  moments.covariate_cov = named(group.covariate_cov, names, names);
  moments.covariate_mean = pairs(names, group.covariate_mean);
}

}  // namespace

std::vector<GroupMoments> implied_moments(const Fit& fit) {
  std::vector<GroupMoments> result;
  const auto& variables = fit.structure.variables;
  for (std::size_t g = 0; g < fit.implied.size(); ++g) {
    const Implied& implied = fit.implied[g];
    GroupMoments moments{.group = label_of(fit, g), .cov = named(implied.cov, variables, variables)};
    if (fit.structure.has_means) moments.mean = pairs(variables, implied.mean);
    if (fit.structure.categorical()) moments.thresholds = pairs(threshold_names(fit.structure), implied.tau);
    add_covariates(moments, fit, fit.sample->groups[g], implied.slopes);
    result.push_back(std::move(moments));
  }
  return result;
}

std::vector<GroupMoments> sample_moments(const Fit& fit) {
  std::vector<GroupMoments> result;
  const auto& variables = fit.structure.variables;
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const GroupSample& group = fit.sample->groups[g];
    GroupMoments moments{.group = label_of(fit, g), .cov = named(group.cov, variables, variables)};
    if (fit.structure.has_means && group.mean.size() > 0) moments.mean = pairs(variables, group.mean);
    if (fit.structure.categorical())
      moments.thresholds = pairs(threshold_names(fit.structure), sample_thresholds(group));
    add_covariates(moments, fit, group, group.slopes);
    result.push_back(std::move(moments));
  }
  return result;
}

MatrixXd latent_covariance(const Structure& structure, const Matrices& matrices) {
  MatrixXd psi = marginal_psi(structure, matrices);
  if (!structure.has_paths) return psi;
  const MatrixXd total = total_effects(matrices.beta);
  return total * psi * total.transpose();
}

std::vector<NamedMatrix> latent_covariances(const Fit& fit) {
  std::vector<NamedMatrix> result;
  const auto names = true_latents(fit.structure);
  const auto count = static_cast<Index>(names.size());
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const MatrixXd cov = latent_covariance(fit.structure, matrices_at(fit.structure, g, fit.x));
    result.push_back(named(cov.topLeftCorner(count, count), names, names));
  }
  return result;
}

std::vector<NamedMatrix> latent_correlations(const Fit& fit) {
  std::vector<NamedMatrix> result = latent_covariances(fit);
  for (NamedMatrix& matrix : result) {
    const NamedMatrix cov = matrix;
    for (std::size_t i = 0; i < cov.rows.size(); ++i) {
      for (std::size_t j = 0; j < cov.rows.size(); ++j) {
        matrix.at(i, j) = cov.at(i, j) / (std::sqrt(cov.at(i, i)) * std::sqrt(cov.at(j, j)));
      }
    }
  }
  return result;
}

std::vector<NamedValues> r_squared(const Fit& fit) {
  std::vector<NamedValues> result;
  const Structure& structure = fit.structure;
  const auto position = [](const std::vector<std::string>& names, const std::string& name) {
    return static_cast<Index>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const Spread spread = spread_of(structure, matrices_at(structure, g, fit.x));
    NamedValues shares;
    for (const std::string& name : dependent_variables(fit.table)) {
      const Index observed = position(structure.variables, name);
      const bool is_observed = observed < static_cast<Index>(structure.variables.size());
      const Index latent = position(structure.latents, name);
      const double residual = is_observed ? spread.observed_residual[observed] : spread.latent_residual[latent];
      const double sd = is_observed ? spread.observed[observed] : spread.latent[latent];
      shares.emplace_back(name, residual < -1e-10 * sd * sd ? no_value : 1 - residual / (sd * sd));
    }
    result.push_back(std::move(shares));
  }
  return result;
}

RawResiduals raw_residuals(const Fit& fit, std::size_t g) {
  const GroupSample& group = fit.sample->groups[g];
  const Implied& implied = fit.implied[g];
  RawResiduals residuals{.cov = group.cov - implied.cov, .mean = {}, .tau = {}, .slopes = {}};
  if (fit.structure.covariate_count > 0) residuals.slopes = group.slopes - implied.slopes;
  if (fit.structure.has_means && group.mean.size() > 0) residuals.mean = group.mean - implied.mean;
  if (fit.structure.categorical()) residuals.tau = sample_thresholds(group) - implied.tau;
  return residuals;
}

}  // namespace rapport::stats::sem
