#include "stats/sem/sample/ordinal/pair.hpp"

#include <cmath>

#include "stats/sem/sample/ordinal/bivariate_normal.hpp"
#include "stats/sem/sample/ordinal/conditional_polychoric.hpp"
#include "stats/sem/sample/ordinal/polyserial.hpp"
#include "stats/sem/sample/ordinal/root.hpp"
#include "stats/sem/sample/ordinal/threshold_slopes.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Both ordinal: respondents of one cell are alike, so everything is done by cell.
/// counts, and every table here: (categories + 1) × (categories + 1), the first row and column for missing answers.
Pair polychoric_pair(const Margin& a, const Margin& b, bool with_influence) {
  const Index rows = a.counts.size();
  const Index cols = b.counts.size();
  MatrixXd all = MatrixXd::Zero(rows + 1, cols + 1);
  for (std::size_t k = 0; k < a.categories.size(); ++k) ++all(a.categories[k], b.categories[k]);
  const MatrixXd counts = all.bottomRightCorner(rows, cols);
  Pair pair{.correlation = polychoric(counts, a.tau, b.tau), .has_empty_cell = (counts.array() == 0).any()};
  if (!with_influence) return pair;

  const double rho = pair.correlation.value;
  const CellProbabilities cells = cell_probabilities(a.tau, b.tau, rho);
  const MatrixXd score = cells.first.cwiseQuotient(cells.value);
  const MatrixXd weighted = counts.cwiseProduct(score).cwiseQuotient(cells.value);
  const auto n = static_cast<double>(a.categories.size());
  const double information = counts.cwiseProduct(score.cwiseAbs2()).sum() / n;
  const VectorXd across_a = threshold_products(weighted, a.tau, b.tau, rho) / n;
  const VectorXd across_b = threshold_products(weighted.transpose(), b.tau, a.tau, rho) / n;
  MatrixXd influence = MatrixXd::Zero(rows + 1, cols + 1);
  influence.bottomRightCorner(rows, cols) = score;
  influence.colwise() -= a.influence * across_a;
  influence.rowwise() -= (b.influence * across_b).transpose();
  influence /= information;
  pair.influence.resize(static_cast<Index>(a.categories.size()));
  for (std::size_t k = 0; k < a.categories.size(); ++k) {
    pair.influence(static_cast<Index>(k)) = influence(a.categories[k], b.categories[k]);
  }
  return pair;
}

/// The scores of each respondent for the correlation of two continuous variables, and for their means and variances.
CaseScores pearson_scores(const Margin& a, const Margin& b, double rho) {
  const Index n = a.z.size();
  CaseScores scores(n, 2, 2);
  const double rest = (1 - rho) * (1 + rho);
  for (Index k = 0; k < n; ++k) {
    const double x = a.z(k);
    const double y = b.z(k);
    if (std::isnan(x) || std::isnan(y)) continue;
    scores.rho(k) = (rho * rest + (1 + rho * rho) * x * y - rho * (x * x + y * y)) / (rest * rest);
    scores.a(k, 0) = (x - rho * y) / (rest * a.scale());
    scores.b(k, 0) = (y - rho * x) / (rest * b.scale());
    scores.a(k, 1) = ((x * x - rho * x * y) / rest - 1) / (2 * a.variance);
    scores.b(k, 1) = ((y * y - rho * x * y) / rest - 1) / (2 * b.variance);
  }
  return scores;
}

/// Pearson's correlation; where answers are missing, the maximum of the likelihood of those who gave both, with the
/// margins given.
TwoStepCorrelation pearson(const Margin& a, const Margin& b) {
  double n = 0;
  double squares = 0;
  double products = 0;
  for (Index k = 0; k < a.z.size(); ++k) {
    if (std::isnan(a.z(k)) || std::isnan(b.z(k))) continue;
    ++n;
    squares += a.z(k) * a.z(k) + b.z(k) * b.z(k);
    products += a.z(k) * b.z(k);
  }
  const double r = products / n;
  if (static_cast<Index>(n) == a.z.size()) return {.value = r, .at_bound = false};
  return maximize_correlation(r, [&](double rho) {
    const double rest = (1 - rho) * (1 + rho);
    const double part = (1 + rho * rho) * products - rho * squares;
    const double information = n * (1 + rho * rho) / (rest * rest);
    return Slope{.score = n * rho / rest + part / (rest * rest),
                 .curvature = information + (2 * rho * products - squares) / (rest * rest) +
                              4 * rho * part / (rest * rest * rest),
                 .information = information};
  });
}

/// From correlation to covariance, and from scores to influence.
VectorXd influence_on_covariance(const Margin& a, const Margin& b, double rho, const CaseScores& scores) {
  const auto n = static_cast<double>(scores.rho.size());
  const double information = scores.rho.squaredNorm() / n;
  const VectorXd across_a = scores.a.transpose() * scores.rho / n;
  const VectorXd across_b = scores.b.transpose() * scores.rho / n;
  const double scale = a.scale() * b.scale();
  VectorXd influence(scores.rho.size());
  for (Index k = 0; k < influence.size(); ++k) {
    const auto of_a = a.influence.row(a.influence_row(k));
    const auto of_b = b.influence.row(b.influence_row(k));
    influence(k) = scale * (scores.rho(k) - of_a.dot(across_a) - of_b.dot(across_b)) / information;
    if (!a.is_ordinal) influence(k) += rho * scale / (2 * a.variance) * of_a(1);
    if (!b.is_ordinal) influence(k) += rho * scale / (2 * b.variance) * of_b(1);
  }
  return influence;
}

TwoStepCorrelation correlation_of(const Margin& a, const Margin& b) {
  if (a.is_ordinal && b.is_ordinal) return conditional_polychoric(a, b);
  if (!a.is_ordinal && !b.is_ordinal) return pearson(a, b);
  return a.is_ordinal ? polyserial(a, b) : polyserial(b, a);
}

CaseScores scores_of(const Margin& a, const Margin& b, double rho) {
  if (a.is_ordinal && b.is_ordinal) return conditional_polychoric_scores(a, b, rho);
  if (!a.is_ordinal && !b.is_ordinal) return pearson_scores(a, b, rho);
  if (a.is_ordinal) return polyserial_scores(a, b, rho);
  CaseScores scores = polyserial_scores(b, a, rho);
  scores.a.swap(scores.b);
  return scores;
}
}  // namespace

Pair pair_of(const Margin& a, const Margin& b, const MatrixXd& covariates, bool with_influence) {
  if (a.is_ordinal && b.is_ordinal && !a.is_conditional()) return polychoric_pair(a, b, with_influence);
  Pair pair{.correlation = correlation_of(a, b)};
  if (!with_influence) return pair;
  CaseScores scores = scores_of(a, b, pair.correlation.value);
  if (a.is_conditional()) {
    add_slopes(scores.a, a, covariates);
    add_slopes(scores.b, b, covariates);
  }
  pair.influence = influence_on_covariance(a, b, pair.correlation.value, scores);
  return pair;
}

}  // namespace rapport::stats::sem
