#include "stats/sem/measures/standardized_slopes.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "stats/sem/engine/basis.hpp"
#include "stats/sem/engine/constraints.hpp"

namespace rapport::stats::sem {
namespace {

/// ∂/∂x of the variances and residual variances of a group's variables; as Spread.
struct VarianceSlopes {
  MatrixXd latent;             // m × free_count
  MatrixXd latent_residual;    // m × free_count
  MatrixXd observed;           // p × free_count
  MatrixXd observed_residual;  // p × free_count
};

bool is_ordinal(const Structure& structure, std::size_t variable) {
  return !structure.thresholds[variable].empty();
}

std::vector<Index> stand_ins(const Structure& structure) {
  std::vector<Index> variable_of;  // by latent beyond the true ones
  for (std::size_t k = structure.true_latents; k < structure.latents.size(); ++k) {
    const auto found = std::find(structure.variables.begin(), structure.variables.end(), structure.latents[k]);
    variable_of.push_back(static_cast<Index>(found - structure.variables.begin()));
  }
  return variable_of;
}

VarianceSlopes variance_slopes(const Structure& structure, std::size_t group, const Matrices& matrices) {
  const Basis basis = basis_at(structure, group, matrices);
  const Index p = matrices.theta.rows(), m = matrices.psi.rows(), k = structure.free_count;
  VarianceSlopes slopes{.latent = MatrixXd::Zero(m, k),
                        .latent_residual = MatrixXd::Zero(m, k),
                        .observed = MatrixXd::Zero(p, k),
                        .observed_residual = MatrixXd::Zero(p, k)};
  MatrixXd own_scale = MatrixXd::Zero(p, k);  // delta: ∂(δ⁻²)/∂x
  std::size_t at = 0;
  for (const Cell& cell : structure.cells[group]) {
    if (cell.free < 0) continue;
    const Derivative& d = basis.derivatives[at++];
    if (d.a >= 0) slopes.observed.col(cell.free) += 2 * d.scale * basis.t.col(d.a).cwiseProduct(basis.t.col(d.b));
    const auto& total = basis.total;
    if (cell.matrix == Matrix::psi) {
      slopes.latent.col(cell.free) += 2 * d.scale * total.col(cell.i).cwiseProduct(total.col(cell.j));
      if (cell.i == cell.j) slopes.latent_residual(cell.i, cell.free) += 1;
    } else if (cell.matrix == Matrix::beta) {
      slopes.latent.col(cell.free) += 2 * total.col(cell.i).cwiseProduct(basis.latent_cov.col(cell.j));
    } else if (cell.matrix == Matrix::theta && cell.i == cell.j) {
      slopes.observed_residual(cell.i, cell.free) += 1;
    } else if (cell.matrix == Matrix::delta) {
      const double delta = matrices.delta(cell.i);
      own_scale(cell.i, cell.free) -= 2 / (delta * delta * delta);
    }
  }
  const std::vector<Index> variable_of = stand_ins(structure);
  for (std::size_t s = 0; s < variable_of.size(); ++s)
    if (variable_of[s] < p)
      slopes.observed_residual.row(variable_of[s]) =
          slopes.latent_residual.row(static_cast<Index>(structure.true_latents + s));
  if (structure.categorical() && !structure.theta_parameterization) {
    for (Index i = 0; i < p; ++i) {
      if (!is_ordinal(structure, static_cast<std::size_t>(i))) continue;
      slopes.observed_residual.row(i) = own_scale.row(i) - slopes.observed.row(i);  // what Σᵢᵢ = δ⁻² leaves over
      slopes.observed.row(i) = own_scale.row(i);
    }
  }
  return slopes;
}

/// Slopes of the logarithm of a variable's standard deviation and of its residual one, in the chosen standardization.
class LogScales {
 public:
  LogScales(const Fit& fit, std::size_t group, const Matrices& matrices, Standardization kind)
      : slopes_(variance_slopes(fit.structure, group, matrices)) {
    const Structure& structure = fit.structure;
    const Spread spread = spread_of(structure, matrices);
    for (std::size_t k = 0; k < structure.true_latents; ++k) {
      const auto at = static_cast<Index>(k);
      to_logarithm(slopes_.latent.row(at), spread.latent[at] * spread.latent[at]);
      to_logarithm(slopes_.latent_residual.row(at), spread.latent_residual[at]);
      place_.emplace(structure.latents[k], Place{true, at});
    }
    const auto& exogenous = fit.table.exogenous;
    for (std::size_t v = 0; v < structure.variables.size(); ++v) {
      const auto at = static_cast<Index>(v);
      const std::string& name = structure.variables[v];
      const bool is_exogenous = std::find(exogenous.begin(), exogenous.end(), name) != exogenous.end();
      if (kind == Standardization::latent || (kind == Standardization::all_but_exogenous && is_exogenous)) {
        slopes_.observed.row(at).setZero();
        slopes_.observed_residual.row(at).setZero();
      } else {
        to_logarithm(slopes_.observed.row(at), spread.observed[at] * spread.observed[at]);
        to_logarithm(slopes_.observed_residual.row(at), spread.observed_residual[at]);
      }
      place_[name] = Place{false, at};
    }
  }

  auto of(const std::string& name) const {
    const Place place = place_.at(name);
    return place.is_latent ? slopes_.latent.row(place.at) : slopes_.observed.row(place.at);
  }
  auto of_residual(const std::string& name) const {
    const Place place = place_.at(name);
    return place.is_latent ? slopes_.latent_residual.row(place.at) : slopes_.observed_residual.row(place.at);
  }

 private:
  struct Place {
    bool is_latent = false;
    Index at = 0;
  };
  /// d log √variance; a variance of 0 stays what it is.
  static void to_logarithm(MatrixXd::RowXpr slope, double variance) {
    if (variance == 0)
      slope.setZero();
    else
      slope /= 2 * variance;
  }

  VarianceSlopes slopes_;
  std::unordered_map<std::string_view, Place> place_;  // names live in the structure
};

/// The slope of a cell's own value.
void set_value_slope(Eigen::Ref<Eigen::RowVectorXd> row, const Cell& cell, const Structure& structure,
                     const Matrices& matrices, const VarianceSlopes& plain) {
  if (cell.free >= 0) {
    row[cell.free] = 1;
  } else if (structure.categorical() && cell.i == cell.j && cell.matrix == Matrix::theta &&
             is_ordinal(structure, static_cast<std::size_t>(cell.i))) {
    row = plain.observed_residual.row(cell.i);  // 0 under theta
  } else if (cell.matrix == Matrix::delta && structure.theta_parameterization) {
    const double delta = matrices.delta(cell.i);
    row = -0.5 * delta * delta * delta * plain.observed.row(cell.i);
  }
}

/// value × what makes it standardized: that factor has the same slopes for every value, by their logarithms.
void standardize(Eigen::Ref<Eigen::RowVectorXd> slope, const Parameter& row, double factor, double value,
                 const LogScales& logs, Standardization kind) {
  switch (row.op) {
    case Op::measured_by:
      slope = factor * slope + value * (logs.of(row.lhs) - logs.of(row.rhs));
      return;
    case Op::regressed_on:
      slope = factor * slope + value * (logs.of(row.rhs) - logs.of(row.lhs));
      return;
    case Op::covaries_with:
      if (row.lhs == row.rhs)
        slope = factor * slope - 2 * value * logs.of(row.lhs);
      else
        slope = factor * slope - value * (logs.of_residual(row.lhs) + logs.of_residual(row.rhs));
      return;
    case Op::intercept:
    case Op::threshold:
      slope = factor * slope - value * logs.of(row.lhs);
      return;
    case Op::scale:
      if (kind != Standardization::latent) slope.setZero();
      return;
    default:
      slope.setZero();
  }
}

bool has_ordinal_stand_in(const Structure& structure) {
  for (const Index variable : stand_ins(structure)) {
    const auto at = static_cast<std::size_t>(variable);
    if (at < structure.variables.size() && is_ordinal(structure, at)) return true;
  }
  return false;
}

}  // namespace

std::optional<MatrixXd> standardized_slopes(const Fit& fit, const VectorXd& values, Standardization kind) {
  const Structure& structure = fit.structure;
  if (structure.covariate_count > 0) return {};
  if (structure.categorical() && !structure.theta_parameterization && has_ordinal_stand_in(structure)) return {};
  const auto& rows = fit.table.rows;
  MatrixXd slopes = MatrixXd::Zero(static_cast<Index>(rows.size()), structure.free_count);
  Eigen::RowVectorXd slope(structure.free_count);
  for (std::size_t g = 0; g < structure.cells.size(); ++g) {
    const Matrices matrices = matrices_at(structure, g, fit.x);
    const VarianceSlopes plain = variance_slopes(structure, g, matrices);
    const LogScales logs(fit, g, matrices, kind);
    const StandardScales scales(fit.table, structure, matrices, kind);
    for (const Cell& cell : structure.cells[g]) {
      const auto row = static_cast<Index>(cell.row);
      slope.setZero();
      set_value_slope(slope, cell, structure, matrices, plain);
      standardize(slope, rows[cell.row], scales.standardize(rows[cell.row], 1), values[row], logs, kind);
      slopes.row(row) = slope;
    }
  }
  const std::vector<double> known(values.data(), values.data() + values.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r].op != Op::defined_as) continue;
    const auto chain = rows[r].expression->gradient(known);
    for (const std::size_t used : rows[r].expression->rows())
      slopes.row(static_cast<Index>(r)) += chain[used] * slopes.row(static_cast<Index>(used));
  }
  return slopes;
}

}  // namespace rapport::stats::sem
