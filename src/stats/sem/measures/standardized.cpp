#include "stats/sem/measures/standardized.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "stats/sem/measures/delta_method.hpp"
#include "stats/sem/measures/moments.hpp"
#include "stats/sem/measures/standardized_slopes.hpp"

namespace rapport::stats::sem {
namespace {

bool is_constraint(Op op) {
  return op == Op::equal_to || op == Op::less_than || op == Op::greater_than;
}

double value_in(const Matrices& matrices, const Cell& cell) {
  switch (cell.matrix) {
    case Matrix::lambda:
      return matrices.lambda(cell.i, cell.j);
    case Matrix::theta:
      return matrices.theta(cell.i, cell.j);
    case Matrix::psi:
      return matrices.psi(cell.i, cell.j);
    case Matrix::beta:
      return matrices.beta(cell.i, cell.j);
    case Matrix::nu:
      return matrices.nu[cell.i];
    case Matrix::alpha:
      return matrices.alpha[cell.i];
    case Matrix::tau:
      return matrices.tau[cell.i];
    case Matrix::delta:
      return matrices.delta[cell.i];
    case Matrix::covariate_cov:
      return matrices.covariate_cov(cell.i, cell.j);
    case Matrix::covariate_mean:
      return matrices.covariate_mean[cell.i];
  }
  return no_value;
}

}  // namespace

StandardScales::StandardScales(const ParameterTable& table, const Structure& structure, const Matrices& matrices,
                               Standardization kind)
    : kind_(kind) {
  const Spread spread = spread_of(structure, matrices);
  for (std::size_t k = 0; k < structure.true_latents; ++k) {
    const auto at = static_cast<Index>(k);
    entries_[structure.latents[k]] = {spread.latent[at], std::sqrt(std::abs(spread.latent_residual[at]))};
  }
  for (Index x = 0; x < structure.covariate_count; ++x) {
    const Index at = spread.latent.size() - structure.covariate_count + x;
    const bool kept = kind != Standardization::all;
    entries_[structure.latents[static_cast<std::size_t>(at)]] =
        kept ? Entry{1, 1} : Entry{spread.latent[at], spread.latent[at]};
  }
  for (std::size_t v = 0; v < structure.variables.size(); ++v) {
    const auto at = static_cast<Index>(v);
    const auto& name = structure.variables[v];
    const bool exogenous = std::find(table.exogenous.begin(), table.exogenous.end(), name) != table.exogenous.end();
    const bool kept = kind == Standardization::latent || (kind == Standardization::all_but_exogenous && exogenous);
    entries_[name] = kept ? Entry{1, 1} : Entry{spread.observed[at], std::sqrt(std::abs(spread.observed_residual[at]))};
  }
}

double StandardScales::standardize(const Parameter& row, double value) const {
  const auto sd = [&](const std::string& variable) { return entries_.at(variable).sd; };
  const auto residual_sd = [&](const std::string& variable) { return entries_.at(variable).residual_sd; };
  switch (row.op) {
    case Op::measured_by:
      return value * sd(row.lhs) / sd(row.rhs);
    case Op::regressed_on:
      return value * sd(row.rhs) / sd(row.lhs);
    case Op::covaries_with:
      if (row.lhs == row.rhs) return value / (sd(row.lhs) * sd(row.lhs));
      return value / (residual_sd(row.lhs) * residual_sd(row.rhs));
    case Op::intercept:
    case Op::threshold:
      return value / sd(row.lhs);
    case Op::scale:
      return kind_ == Standardization::latent ? value : 1;
    default:
      return no_value;
  }
}

Spread spread_of(const Structure& structure, const Matrices& matrices) {
  const Index m = matrices.psi.rows(), p = matrices.theta.rows();
  const MatrixXd latent_cov = latent_covariance(structure, matrices);
  Spread spread;
  spread.latent = latent_cov.diagonal().cwiseSqrt();
  spread.latent_residual = marginal_psi(structure, matrices).diagonal();
  const VectorXd variance =
      (matrices.lambda * latent_cov).cwiseProduct(matrices.lambda).rowwise().sum() + matrices.theta.diagonal();
  spread.observed = variance.cwiseSqrt();
  spread.observed_residual = matrices.theta.diagonal();
  for (Index k = static_cast<Index>(structure.true_latents); k < m; ++k) {
    const auto& names = structure.variables;
    const auto at =
        std::find(names.begin(), names.end(), structure.latents[static_cast<std::size_t>(k)]) - names.begin();
    if (at < p) spread.observed_residual[at] = spread.latent_residual[k];
  }
  return spread;
}

VectorXd standardized_values(const Fit& fit, const VectorXd& x, Standardization kind) {
  const auto& rows = fit.table.rows;
  std::vector<double> values(rows.size(), no_value);
  for (std::size_t g = 0; g < fit.structure.cells.size(); ++g) {
    const Matrices matrices = matrices_at(fit.structure, g, x);
    const StandardScales scales(fit.table, fit.structure, matrices, kind);
    for (const Cell& cell : fit.structure.cells[g]) {
      values[cell.row] = scales.standardize(rows[cell.row], value_in(matrices, cell));
    }
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows[row].op == Op::defined_as) values[row] = rows[row].expression->value(values);
  }
  return Eigen::Map<const VectorXd>(values.data(), static_cast<Index>(values.size()));
}

std::vector<EstimateRow> standardized(const Fit& fit, Standardization kind) {
  const Precision precision = precision_of(
      fit, [&](const VectorXd& x) { return standardized_values(fit, x, kind); },
      [&](const VectorXd& values) { return standardized_slopes(fit, values, kind); });
  std::vector<EstimateRow> result;
  for (std::size_t row = 0; row < fit.table.rows.size(); ++row) {
    const Parameter& parameter = fit.table.rows[row];
    if (is_constraint(parameter.op)) continue;
    EstimateRow estimate{.lhs = parameter.lhs,
                         .op = std::string(symbol_of(parameter.op)),
                         .rhs = parameter.rhs,
                         .group = parameter.group,
                         .label = parameter.label,
                         .is_free = parameter.free > 0};
    fill_in(estimate, precision, static_cast<Index>(row));
    result.push_back(std::move(estimate));
  }
  return result;
}

}  // namespace rapport::stats::sem
