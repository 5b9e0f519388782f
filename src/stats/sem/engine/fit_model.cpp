#include "stats/sem/engine/fit_model.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <Eigen/Cholesky>
#include <Eigen/QR>

#include <cmath>
#include <numbers>
#include <optional>

#include "stats/sem/engine/bounds.hpp"
#include "stats/sem/engine/start.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/sem/inference/identification.hpp"
#include "stats/sem/inference/infer.hpp"

namespace rapport::stats::sem {
namespace {

/// Moments of exogenous covariates are taken from the sample and stay there.
void settle_exogenous(ParameterTable& table, const std::vector<double>& start) {
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    if (table.rows[r].free == 0 && table.rows[r].exo) table.rows[r].ustart = start[r];
}

bool has_fixed_covariates(const ParameterTable& table) {
  return std::any_of(table.rows.begin(), table.rows.end(),
                     [](const Parameter& row) { return row.free == 0 && row.exo; });
}

VectorXd free_values(const ParameterTable& table, const std::vector<double>& values) {
  VectorXd x(static_cast<Index>(table.free_count));
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    if (table.rows[r].free > 0) x(static_cast<Index>(table.rows[r].free) - 1) = values[r];
  return x;
}

/// The variance of an observed variable; nothing for a latent one.
std::optional<double> variance_of(const Sample& sample, const std::string& name, std::size_t group) {
  const auto found = std::find(sample.variables.begin(), sample.variables.end(), name);
  if (found == sample.variables.end()) return std::nullopt;
  const Index own = found - sample.variables.begin();
  return sample.groups[group - 1].cov(own, own);
}

/// A start from which F can be computed: the given one; with all covariances and loadings on covariates at 0; or with
/// full residual variances.
VectorXd feasible_start(const Objective& objective, const ParameterTable& table, const Sample& sample, VectorXd x) {
  Sums sums(x.size());
  if (objective.evaluate(x, Curvature::none, sums)) return x;
  for (const Parameter& row : table.rows) {
    if (row.free == 0 || !std::isnan(row.ustart)) continue;
    double& value = x(static_cast<Index>(row.free) - 1);
    if (row.op == Op::covaries_with && row.lhs != row.rhs) value = 0;
    if (row.op == Op::covaries_with && row.lhs == row.rhs)
      value = variance_of(sample, row.lhs, row.group).value_or(std::abs(value) + 0.05);
  }
  if (objective.evaluate(x, Curvature::none, sums)) return x;
  throw NotEstimable("bad_start",
                     "The start values imply a covariance matrix that is not positive definite. Give start() values "
                     "that fit together, or fix fewer parameters.");
}

/// A start that knows nothing of the sample but its variances: items load alike, half of their variance is residual.
VectorXd plain_start(const ParameterTable& table, const Sample& sample, const Settings& settings, VectorXd x) {
  for (const Parameter& row : table.rows) {
    if (row.free == 0 || !std::isnan(row.ustart)) continue;
    double& value = x(static_cast<Index>(row.free) - 1);
    const double half = variance_of(sample, row.rhs, row.group).value_or(0.1) / 2;
    if (row.op == Op::measured_by) value = settings.std_lv ? std::sqrt(half) : 1;
    if (row.op == Op::covaries_with) value = row.lhs == row.rhs ? half : 0;
  }
  return x;
}

/// The plain start with one item that its factor all but determines.
/// @param loading  of the item, a row of the table
VectorXd start_led_by(std::size_t loading, const ParameterTable& table, const Sample& sample, const Settings& settings,
                      VectorXd x) {
  const Parameter& leader = table.rows[loading];
  const double variance = *variance_of(sample, leader.rhs, leader.group);
  const double of_factor = settings.std_lv ? 1 : leader.free == 0 ? 0.95 * variance : 0.3 * variance;
  if (leader.free > 0) x(static_cast<Index>(leader.free) - 1) = std::sqrt(0.95 * variance / of_factor);
  for (const Parameter& row : table.rows) {
    if (row.free == 0 || row.op != Op::covaries_with || row.lhs != row.rhs || row.group != leader.group) continue;
    if (row.lhs == leader.rhs) x(static_cast<Index>(row.free) - 1) = 0.05 * variance;
    if (row.lhs == leader.lhs) x(static_cast<Index>(row.free) - 1) = of_factor;
  }
  return x;
}

/// Where to search from if the usual start is not enough: the plain one, and, since solutions at bounds often have one
/// item that its factor determines, one of those for each item of a model that is not large.
std::vector<VectorXd> other_starts(const ParameterTable& table, const Sample& sample, const Settings& settings,
                                   const VectorXd& usual) {
  constexpr std::size_t most_items = 40;
  const VectorXd plain = plain_start(table, sample, settings, usual);
  std::vector<VectorXd> starts{plain};
  if (settings.bounds == Bounds::none || sample.variables.size() > most_items) return starts;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const Parameter& row = table.rows[r];
    if (row.op == Op::measured_by && variance_of(sample, row.rhs, row.group))
      starts.push_back(start_led_by(r, table, sample, settings, plain));
  }
  return starts;
}

bool has_exact_hessian(const Settings& settings) {
  return settings.discrepancy == Discrepancy::ml;
}

/// Log-likelihood of n rows at their own mean and covariance matrix (divisor n).
double saturated_normal_loglik(double n, const MatrixXd& cov) {
  const double log_determinant = cov.ldlt().vectorD().array().log().sum();
  const auto p = static_cast<double>(cov.rows());
  return -0.5 * n * (p * std::log(2 * std::numbers::pi) + log_determinant + p);
}

/// Of the saturated model, with all variables; and of the fixed covariates, which no model's likelihood counts. Where
/// covariates have gaps (fiml.x) lavaan takes the latter from the EM moments for the model, but from pairwise
/// covariances for the saturated model (GroupSample::fixed_loglik): so do we.
struct Logliks {
  double saturated = 0;
  double covariates = 0;
  double covariates_pairwise = 0;
};
Logliks logliks_of(const Sample& sample) {
  const std::vector<Index> fixed = sample.fixed_positions();
  Logliks sum;
  for (const GroupSample& group : sample.groups) {
    const auto n = static_cast<double>(group.n);
    sum.saturated += group.patterns.empty() ? saturated_normal_loglik(n, group.cov) : group.saturated_loglik;
    sum.covariates_pairwise += group.fixed_loglik;
    if (!fixed.empty()) sum.covariates += saturated_normal_loglik(n, group.cov(fixed, fixed));
  }
  return sum;
}

/// Everything that follows from x and the value of F there: estimates by row, implied moments, χ², log-likelihoods.
void settle(Fit& fit, const Objective& objective, double value) {
  fit.estimates = row_values(fit.table, fit.x);
  fit.implied.clear();
  for (std::size_t group = 0; group < fit.structure.cells.size(); ++group) {
    const Matrices matrices = matrices_at(fit.structure, group, fit.x);
    fit.implied.push_back(implied_by(fit.structure, matrices));
    if (!fit.structure.categorical()) continue;
    for (const Cell& cell : fit.structure.cells[group]) {  // residual variances or scales that follow from the others
      if (cell.free >= 0) continue;
      double& estimate = fit.estimates[cell.row];
      if (cell.matrix == Matrix::theta) estimate = matrices.theta(cell.i, cell.j);
      if (cell.matrix == Matrix::psi) estimate = matrices.psi(cell.i, cell.j);
      if (cell.matrix == Matrix::delta) estimate = matrices.delta(cell.i);
    }
  }
  const double f = std::max(value, 0.0);
  fit.fmin = f / 2;
  fit.chi_square = f * objective.multiplier();
  if (fit.settings.discrepancy == Discrepancy::ml) {
    const Logliks logliks = logliks_of(*fit.sample);
    fit.saturated_loglik = logliks.saturated - logliks.covariates_pairwise;
    fit.loglik = logliks.saturated - logliks.covariates - static_cast<double>(fit.sample->total()) * f / 2;
  }
}

void count(Fit& fit, const Constraints& constraints) {
  fit.constraint_jacobian = constraints.active_jacobian(fit.x, 1e-7);
  Index rank = 0;
  if (fit.constraint_jacobian.rows() > 0) {
    const MatrixXd equalities = fit.constraint_jacobian.topRows(constraints.equality_rows());
    if (equalities.rows() > 0) rank = Eigen::ColPivHouseholderQR<MatrixXd>(equalities.transpose()).rank();
  }
  fit.parameter_count = fit.structure.free_count - rank;
  fit.df = statistic_count(fit) - fit.parameter_count;
}

}  // namespace

Index statistic_count(const Fit& fit) {
  const StatisticLayout layout(fit.structure);
  Index own = layout.count();
  const auto x = static_cast<Index>(fit.table.exogenous.size());
  if (fit.settings.fixed_x && !fit.structure.categorical()) own -= x * (x + 1) / 2 + (fit.structure.has_means ? x : 0);
  return own * static_cast<Index>(fit.sample->groups.size());
}

namespace {

constexpr Index most_parameters = 8'000;    // whose information takes 0.5 GB
constexpr Index most_slopes = 150'000'000;  // of one group's moments by the parameters: 1.2 GB

/// Of either matrix a few copies are needed.
void refuse_too_large(Index moments, Index parameters) {
  if (parameters <= most_parameters && moments * parameters <= most_slopes) return;
  throw NotEstimable("too_large", fmt::format("The model has {} free parameters for {} means, variances and "
                                              "covariances, more than is estimated here. Use fewer items or latent "
                                              "variables, or fix their covariances (orthogonal).",
                                              parameters, moments));
}

void refuse_broken(const Constraints& constraints, const VectorXd& x) {
  const std::vector<std::string> broken = constraints.broken(x);
  if (broken.empty()) return;
  throw NotEstimable("contradiction",
                     fmt::format("No values were found that satisfy every constraint of the model: \"{}\" is broken by "
                                 "the closest. Look for constraints that exclude each other.",
                                 fmt::join(broken, "\", \"")));
}

}  // namespace

Fit estimate_model(ParameterTable table, std::shared_ptr<const Sample> sample, const Settings& settings) {
  Fit fit{.settings = settings, .table = std::move(table), .sample = std::move(sample)};
  fit.start = start_values(fit.table, *fit.sample);
  settle_exogenous(fit.table, fit.start);
  if (settings.bounds != Bounds::none) add_bounds(fit.table, *fit.sample, settings);
  fit.structure = structure_of(fit.table, *fit.sample, settings);
  refuse_too_large(StatisticLayout(fit.structure).count(), fit.structure.free_count);
  const Constraints constraints(fit.table);
  if (!constraints.consistent())
    throw NotEstimable("contradiction", "The equality constraints of the model contradict each other.");
  const Objective objective(fit.structure, *fit.sample, settings);
  fit.x = free_values(fit.table, fit.start);
  count(fit, constraints);
  refuse_too_few_moments(fit);
  VectorXd start = constraints.any_linear() ? constraints.expand(constraints.reduce(fit.x)) : fit.x;
  start = feasible_start(objective, fit.table, *fit.sample, start);
  const auto others = [&] { return other_starts(fit.table, *fit.sample, settings, start); };
  const Minimum minimum = minimise(objective, fit.structure, constraints, start, others, has_exact_hessian(settings),
                                   settings.iteration_limit);
  refuse_broken(constraints, minimum.x);
  fit.x = minimum.x;
  fit.converged = minimum.converged;
  fit.iterations = minimum.iterations;
  count(fit, constraints);
  settle(fit, objective, minimum.value);
  return fit;
}

Fit fit_model(ParameterTable table, std::shared_ptr<const Sample> sample, const Settings& settings) {
  Fit fit = estimate_model(std::move(table), std::move(sample), settings);
  const Objective objective(fit.structure, *fit.sample, fit.settings);
  const MatrixXd expected = refuse_unidentified(fit, objective);
  if (!fit.converged)
    throw NotEstimable("no_convergence", "No minimum was found in " + std::to_string(fit.iterations) +
                                             " iterations. Check for items that hardly correlate, for a model that "
                                             "is not identified, or give start() values.");
  infer(fit, objective, expected);
  return fit;
}

Minimum refit(const Fit& fit, const Sample& sample, const VectorXd& start) {
  const Constraints constraints(fit.table);
  if (!has_fixed_covariates(fit.table)) {
    const Objective objective(fit.structure, sample, fit.settings);
    return minimise(objective, fit.structure, constraints, start, {}, has_exact_hessian(fit.settings),
                    fit.settings.iteration_limit);
  }
  Structure structure = fit.structure;  // covariates have the moments of this sample
  const std::vector<double> values = start_values(fit.table, sample);
  for (std::size_t group = 0; group < structure.cells.size(); ++group)
    for (const Cell& cell : structure.cells[group])
      if (cell.free < 0 && fit.table.rows[cell.row].exo) put(structure.fixed[group], cell, values[cell.row]);
  const Objective objective(structure, sample, fit.settings);
  return minimise(objective, structure, constraints, start, {}, has_exact_hessian(fit.settings),
                  fit.settings.iteration_limit);
}

Fit evaluate_at(const Fit& fit, const VectorXd& x) {
  Fit moved = fit;
  moved.x = x;
  const Objective objective(moved.structure, *moved.sample, moved.settings);
  Sums sums(moved.structure.free_count);
  objective.evaluate(x, Curvature::none, sums);
  settle(moved, objective, sums.value);
  infer(moved, objective);
  return moved;
}

}  // namespace rapport::stats::sem
