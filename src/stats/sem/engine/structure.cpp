#include "stats/sem/engine/structure.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace rapport::stats::sem {
namespace {

using Positions = std::map<std::string, Index, std::less<>>;

Positions positions_of(const std::vector<std::string>& names) {
  Positions positions;
  for (std::size_t i = 0; i < names.size(); ++i) positions.emplace(names[i], static_cast<Index>(i));
  return positions;
}

/// Observed variables that need a latent stand-in: they take part in a regression, or covary with a variable that is
/// latent or has a stand-in already.
std::vector<std::string> stand_ins(const ParameterTable& table, const std::vector<std::string>& covariates) {
  const std::set<std::string> latent(table.latent.begin(), table.latent.end());
  std::set<std::string> inner = latent;
  for (const Parameter& row : table.rows) {
    if (row.op != Op::regressed_on) continue;
    inner.insert(row.lhs);
    inner.insert(row.rhs);
  }
  for (bool grew = true; grew;) {
    grew = false;
    for (const Parameter& row : table.rows) {
      if (row.op != Op::covaries_with || row.lhs == row.rhs || (row.free == 0 && row.ustart == 0)) continue;
      if (inner.contains(row.lhs) == inner.contains(row.rhs)) continue;
      inner.insert(row.lhs);
      inner.insert(row.rhs);
      grew = true;
    }
  }
  for (const std::string& given : covariates) inner.erase(given);  // they are latents of their own
  std::vector<std::string> found;
  for (const std::string& name : table.observed)
    if (inner.contains(name) && !latent.contains(name)) found.push_back(name);
  return found;
}

Matrices empty_matrices(Index p, Index m, Index thresholds, Index covariates) {
  return {.lambda = MatrixXd::Zero(p, m),
          .theta = MatrixXd::Zero(p, p),
          .psi = MatrixXd::Zero(m, m),
          .beta = MatrixXd::Zero(m, m),
          .nu = VectorXd::Zero(p),
          .alpha = VectorXd::Zero(m),
          .tau = VectorXd::Zero(thresholds),
          .delta = VectorXd::Ones(p),
          .covariate_cov = MatrixXd::Zero(covariates, covariates),
          .covariate_mean = VectorXd::Zero(covariates)};
}

/// Finds the cell of a row of the table.
class Placement {
 public:
  Placement(const Structure& structure)
      : observed_(positions_of(structure.variables)),
        inner_(positions_of(structure.latents)),
        first_covariate_(static_cast<Index>(structure.latents.size()) - structure.covariate_count) {
    for (const auto& positions : structure.thresholds)
      first_threshold_.push_back(positions.empty() ? -1 : positions.front());
  }

  Cell cell_of(const Parameter& row) const {
    switch (row.op) {
      case Op::measured_by:
        return indicator(row);
      case Op::regressed_on:
        return {.matrix = Matrix::beta, .i = inner_.at(row.lhs), .j = inner_.at(row.rhs)};
      case Op::covaries_with:
        return covariance(row);
      case Op::intercept:
        if (is_covariate(row.lhs))
          return {.matrix = Matrix::covariate_mean, .i = inner_.at(row.lhs) - first_covariate_};
        if (inner_.contains(row.lhs)) return {.matrix = Matrix::alpha, .i = inner_.at(row.lhs)};
        return {.matrix = Matrix::nu, .i = observed_.at(row.lhs)};
      case Op::threshold:
        return {
            .matrix = Matrix::tau,
            .i = first_threshold_[static_cast<std::size_t>(observed_.at(row.lhs))] + std::stol(row.rhs.substr(1)) - 1};
      default:
        return {.matrix = Matrix::delta, .i = observed_.at(row.lhs)};
    }
  }

 private:
  bool is_covariate(const std::string& name) const {
    const auto found = inner_.find(name);
    return found != inner_.end() && found->second >= first_covariate_;
  }
  /// A loading. That of an item with a stand-in, and that of a latent variable of higher order, is a path.
  Cell indicator(const Parameter& row) const {
    const Index factor = inner_.at(row.lhs);
    const auto item = inner_.find(row.rhs);
    if (item != inner_.end()) return {.matrix = Matrix::beta, .i = item->second, .j = factor};
    return {.matrix = Matrix::lambda, .i = observed_.at(row.rhs), .j = factor};
  }
  Cell covariance(const Parameter& row) const {
    const auto left = inner_.find(row.lhs);
    const auto right = inner_.find(row.rhs);
    if (left == inner_.end() || right == inner_.end())
      return {.matrix = Matrix::theta, .i = observed_.at(row.lhs), .j = observed_.at(row.rhs)};
    const Index i = left->second;
    const Index j = right->second;
    if (std::min(i, j) < first_covariate_) return {.matrix = Matrix::psi, .i = i, .j = j};
    return {.matrix = Matrix::covariate_cov, .i = i - first_covariate_, .j = j - first_covariate_};
  }

  Positions observed_;
  Positions inner_;
  Index first_covariate_;
  std::vector<Index> first_threshold_;
};

bool is_placed(const Parameter& row) {
  return row.op != Op::defined_as && row.op != Op::equal_to && row.op != Op::less_than && row.op != Op::greater_than;
}

}  // namespace

bool Structure::categorical() const {
  return std::any_of(thresholds.begin(), thresholds.end(), [](const auto& own) { return !own.empty(); });
}

void put(Matrices& matrices, const Cell& cell, double value) {
  switch (cell.matrix) {
    case Matrix::lambda:
      matrices.lambda(cell.i, cell.j) = value;
      return;
    case Matrix::beta:
      matrices.beta(cell.i, cell.j) = value;
      return;
    case Matrix::theta:
      matrices.theta(cell.i, cell.j) = matrices.theta(cell.j, cell.i) = value;
      return;
    case Matrix::psi:
      matrices.psi(cell.i, cell.j) = matrices.psi(cell.j, cell.i) = value;
      return;
    case Matrix::nu:
      matrices.nu(cell.i) = value;
      return;
    case Matrix::alpha:
      matrices.alpha(cell.i) = value;
      return;
    case Matrix::tau:
      matrices.tau(cell.i) = value;
      return;
    case Matrix::delta:
      matrices.delta(cell.i) = value;
      return;
    case Matrix::covariate_cov:
      matrices.covariate_cov(cell.i, cell.j) = matrices.covariate_cov(cell.j, cell.i) = value;
      return;
    case Matrix::covariate_mean:
      matrices.covariate_mean(cell.i) = value;
      return;
  }
}

Structure structure_of(const ParameterTable& table, const Sample& sample, const Settings& settings) {
  Structure structure;
  structure.variables = sample.variables;
  structure.latents = table.latent;
  structure.true_latents = table.latent.size();
  const std::vector<std::string> inner = stand_ins(table, sample.covariates);
  structure.latents.insert(structure.latents.end(), inner.begin(), inner.end());
  structure.latents.insert(structure.latents.end(), sample.covariates.begin(), sample.covariates.end());
  structure.covariate_count = sample.covariate_count();
  structure.free_count = static_cast<Index>(table.free_count);
  structure.has_means = settings.meanstructure || settings.categorical;
  structure.theta_parameterization = settings.parameterization == Parameterization::theta;

  Index threshold_count = 0;
  for (std::size_t v = 0; v < sample.variables.size(); ++v) {
    std::vector<Index> own;
    const Index count = sample.is_ordinal[v] ? sample.groups.front().thresholds[v].size() : 0;
    for (Index t = 0; t < count; ++t) own.push_back(threshold_count++);
    structure.thresholds.push_back(std::move(own));
  }

  const auto p = static_cast<Index>(structure.variables.size());
  const auto m = static_cast<Index>(structure.latents.size());
  Matrices start = empty_matrices(p, m, threshold_count, structure.covariate_count);
  for (const std::string& name : inner) {
    const auto at =
        std::find(structure.variables.begin(), structure.variables.end(), name) - structure.variables.begin();
    start.lambda(at, std::find(structure.latents.begin(), structure.latents.end(), name) - structure.latents.begin()) =
        1;
  }
  structure.fixed.assign(sample.groups.size(), start);
  structure.cells.resize(sample.groups.size());

  const Placement placement(structure);
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const Parameter& row = table.rows[r];
    if (!is_placed(row)) continue;
    Cell cell = placement.cell_of(row);
    cell.row = r;
    cell.free = static_cast<Index>(row.free) - 1;
    if (cell.free < 0) put(structure.fixed[row.group - 1], cell, row.ustart);
    if (cell.matrix == Matrix::beta) structure.has_paths = true;
    structure.cells[row.group - 1].push_back(cell);
  }
  return structure;
}

}  // namespace rapport::stats::sem
