#include "stats/sem/measures/factor_reliability.hpp"

#include <algorithm>
#include <cmath>

#include "stats/reliability/indices.hpp"
#include "stats/sem/measures/moments.hpp"
#include "stats/sem/measures/standardized.hpp"

namespace rapport::stats::sem {
namespace {

struct Scale {
  std::string factor;
  Index latent = 0;
  std::vector<Index> items = {};  // among the sample's variables
  std::vector<double> loadings = {};
};

/// Latent variables and the observed items that measure them in a group; the loading of an item with a stand-in is in
/// B.
std::vector<Scale> scales_of(const Fit& fit, std::size_t group, const Matrices& matrices) {
  std::vector<Scale> scales;
  const auto& latents = fit.structure.latents;
  const auto& variables = fit.structure.variables;
  for (std::size_t k = 0; k < fit.structure.true_latents; ++k) {
    Scale scale{.factor = latents[k], .latent = static_cast<Index>(k)};
    for (const Cell& cell : fit.structure.cells[group]) {
      const Parameter& row = fit.table.rows[cell.row];
      if (row.op != Op::measured_by || row.lhs != scale.factor) continue;
      const auto found = std::find(variables.begin(), variables.end(), row.rhs);
      if (found == variables.end()) continue;
      scale.items.push_back(found - variables.begin());
      scale.loadings.push_back(cell.matrix == Matrix::lambda ? matrices.lambda(cell.i, cell.j)
                                                             : matrices.beta(cell.i, cell.j));
    }
    if (!scale.items.empty()) scales.push_back(std::move(scale));
  }
  return scales;
}

std::vector<double> row_by_row(const MatrixXd& matrix) {
  std::vector<double> values;
  for (Index i = 0; i < matrix.rows(); ++i) {
    for (Index j = 0; j < matrix.cols(); ++j) values.push_back(matrix(i, j));
  }
  return values;
}

/// What the coefficients of a scale are sums of.
struct ScaleSums {
  double true_variance = 0;               // (Σλ)²ψ
  double common_variance = 0;             // Σλ²ψ
  double residual_trace = 0;              // tr Θ
  double residual_sum = 0;                // 1'Θ1
  double observed_variance = 0;           // 1'S1, of ordinal items in the unit of their responses
  std::vector<double> standardized = {};  // loadings
  MatrixXd sample = {};                   // S of the items
};

ScaleSums sums_of(const Scale& scale, const GroupSample& group, const Structure& structure, const Matrices& matrices) {
  const Spread spread = spread_of(structure, matrices);
  const double sd = spread.latent[scale.latent];
  ScaleSums sums{.sample = group.marginal_cov()(scale.items, scale.items)};
  double sum = 0, squares = 0;
  VectorXd unit = VectorXd::Ones(static_cast<Index>(scale.items.size()));  // of the items against the sample's
  for (std::size_t i = 0; i < scale.items.size(); ++i) {
    const Index item = scale.items[i];
    sum += scale.loadings[i];
    squares += scale.loadings[i] * scale.loadings[i];
    sums.standardized.push_back(scale.loadings[i] * sd / spread.observed[item]);
    sums.residual_trace += spread.observed_residual[item];
    sums.residual_sum += spread.observed_residual[item];
    for (std::size_t j = 0; j < scale.items.size(); ++j) {
      if (i != j) sums.residual_sum += matrices.theta(item, scale.items[j]);
    }
    const auto at = static_cast<Index>(i);
    if (structure.categorical()) unit[at] = spread.observed[item] / std::sqrt(sums.sample(at, at));
  }
  sums.true_variance = sum * sum * sd * sd;
  sums.common_variance = squares * sd * sd;
  sums.observed_variance = unit.dot(sums.sample * unit);
  return sums;
}

FactorReliability reliability_of(const Scale& scale, const ScaleSums& sums) {
  const std::vector<double> sample = row_by_row(sums.sample);
  return {
      .factor = scale.factor,
      .items = scale.items.size(),
      .alpha = cronbach_alpha({.matrix = sample, .width = scale.items.size(), .begin = 0, .size = scale.items.size()}),
      .omega = sums.true_variance / (sums.true_variance + sums.residual_sum),
      .composite_reliability = composite_reliability(sums.standardized),
      .ave = average_variance_extracted(sums.standardized)};
}

MatrixXd correlations_of(const MatrixXd& cov) {
  const VectorXd scale = cov.diagonal().cwiseSqrt().cwiseInverse();
  return scale.asDiagonal() * cov * scale.asDiagonal();
}

/// The geometric mean of the absolute correlations between two sets of items, or within one.
double geometric_mean(const MatrixXd& correlations, const std::vector<Index>& first, const std::vector<Index>& second) {
  double logs = 0, count = 0;
  for (const Index i : first) {
    for (const Index j : second) {
      if (i == j) continue;
      logs += std::log(std::abs(correlations(i, j)));
      count += 1;
    }
  }
  return count > 0 ? std::exp(logs / count) : 1;  // a single item agrees with itself
}

double ratio_of(const MatrixXd& correlations, const std::vector<Index>& first, const std::vector<Index>& second,
                Htmt kind) {
  if (std::find_first_of(first.begin(), first.end(), second.begin(), second.end()) != first.end()) return no_value;
  if (kind == Htmt::geometric) {
    return geometric_mean(correlations, first, second) /
           std::sqrt(geometric_mean(correlations, first, first) * geometric_mean(correlations, second, second));
  }
  std::vector<Index> items = first;
  items.insert(items.end(), second.begin(), second.end());
  const std::vector<double> matrix = row_by_row(correlations(items, items));
  const BlockView of_first{.matrix = matrix, .width = items.size(), .begin = 0, .size = first.size()};
  const BlockView of_second{.matrix = matrix, .width = items.size(), .begin = first.size(), .size = second.size()};
  return heterotrait_monotrait(of_first, of_second);
}

}  // namespace

std::vector<FactorReliability> factor_reliability(const Fit& fit) {
  std::vector<FactorReliability> result;
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const Matrices matrices = matrices_at(fit.structure, g, fit.x);
    for (const Scale& scale : scales_of(fit, g, matrices)) {
      result.push_back(reliability_of(scale, sums_of(scale, fit.sample->groups[g], fit.structure, matrices)));
      result.back().group = g + 1;
    }
  }
  return result;
}

std::vector<UnstandardizedReliability> unstandardized_reliability(const Fit& fit) {
  std::vector<UnstandardizedReliability> result;
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const Matrices matrices = matrices_at(fit.structure, g, fit.x);
    for (const Scale& scale : scales_of(fit, g, matrices)) {
      const ScaleSums sums = sums_of(scale, fit.sample->groups[g], fit.structure, matrices);
      result.push_back(
          {.omega_observed = sums.true_variance / sums.observed_variance,
           .average_variance_extracted = sums.common_variance / (sums.common_variance + sums.residual_trace)});
    }
  }
  return result;
}

std::vector<NamedMatrix> factor_htmt(const Fit& fit, Htmt kind) {
  std::vector<NamedMatrix> result;
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const std::vector<Scale> scales = scales_of(fit, g, matrices_at(fit.structure, g, fit.x));
    const MatrixXd correlations = correlations_of(fit.sample->groups[g].marginal_cov());
    const auto count = static_cast<Index>(scales.size());
    MatrixXd ratios = MatrixXd::Identity(count, count);
    std::vector<std::string> names;
    for (Index a = 0; a < count; ++a) {
      const Scale& scale = scales[static_cast<std::size_t>(a)];
      names.push_back(scale.factor);
      for (Index b = a + 1; b < count; ++b) {
        ratios(a, b) = ratios(b, a) =
            ratio_of(correlations, scale.items, scales[static_cast<std::size_t>(b)].items, kind);
      }
    }
    result.push_back(named(ratios, names, names));
  }
  return result;
}

}  // namespace rapport::stats::sem
