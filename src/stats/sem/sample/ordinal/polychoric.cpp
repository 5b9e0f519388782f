#include "stats/sem/sample/ordinal/polychoric.hpp"

#include <cmath>

#include "stats/sem/sample/ordinal/bivariate_normal.hpp"
#include "stats/sem/sample/ordinal/root.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Pearson's correlation of the category numbers.
double start_of(const MatrixXd& counts) {
  const double n = counts.sum();
  const VectorXd a = VectorXd::LinSpaced(counts.rows(), 1, static_cast<double>(counts.rows()));
  const VectorXd b = VectorXd::LinSpaced(counts.cols(), 1, static_cast<double>(counts.cols()));
  const VectorXd row = counts.rowwise().sum() / n;
  const VectorXd col = counts.colwise().sum().transpose() / n;
  const double mean_a = a.dot(row);
  const double mean_b = b.dot(col);
  const double var_a = a.cwiseAbs2().dot(row) - mean_a * mean_a;
  const double var_b = b.cwiseAbs2().dot(col) - mean_b * mean_b;
  const double r = (a.dot(counts * b) / n - mean_a * mean_b) / std::sqrt(var_a * var_b);
  return std::isfinite(r) ? 1.1 * r : 0;
}
}  // namespace

TwoStepCorrelation polychoric(const MatrixXd& counts, const VectorXd& tau_row, const VectorXd& tau_col) {
  MatrixXd table = counts;
  if (table.rows() == 2 && table.cols() == 2 && (table.array() == 0).any()) {
    const bool on_diagonal = table(0, 0) == 0 || table(1, 1) == 0;
    const bool on_other = table(0, 1) == 0 || table(1, 0) == 0;
    if ((table.array() == 0).count() == 2 && on_diagonal != on_other) {
      return {.value = on_diagonal ? -largest_correlation : largest_correlation, .at_bound = true};
    }
    const double half = on_diagonal ? 0.5 : -0.5;
    table(0, 0) += half;
    table(1, 1) += half;
    table(0, 1) -= half;
    table(1, 0) -= half;
  }
  const double n = table.sum();
  return maximize_correlation(start_of(counts), [&](double rho) {
    const CellProbabilities cells = cell_probabilities(tau_row, tau_col, rho);
    const Eigen::ArrayXXd ratio = cells.first.array() / cells.value.array();
    const Eigen::ArrayXXd weights = table.array();
    return Slope{.score = (weights * ratio).sum(),
                 .curvature = (weights * (cells.second.array() / cells.value.array() - ratio.square())).sum(),
                 .information = n * (cells.first.array() * ratio).sum()};
  });
}

}  // namespace rapport::stats::sem
