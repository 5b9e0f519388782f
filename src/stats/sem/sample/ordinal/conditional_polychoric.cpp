#include "stats/sem/sample/ordinal/conditional_polychoric.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "stats/sem/sample/ordinal/bivariate_normal.hpp"
#include "stats/sem/sample/ordinal/normal.hpp"
#include "stats/sem/sample/ordinal/root.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;

/// The rectangle of a respondent's two categories; its limits may be infinite.
struct Rectangle {
  std::array<double, 2> a;  // lower, upper
  std::array<double, 2> b;
};

Rectangle rectangle_of(const Margin& a, const Margin& b, Index respondent) {
  const auto at = static_cast<std::size_t>(respondent);
  const int i = a.categories[at], j = b.categories[at];
  return {.a = {a.limit(respondent, i - 2), a.limit(respondent, i - 1)},
          .b = {b.limit(respondent, j - 2), b.limit(respondent, j - 1)}};
}

bool is_answered(const Margin& a, const Margin& b, Index respondent) {
  const auto at = static_cast<std::size_t>(respondent);
  return a.categories[at] > 0 && b.categories[at] > 0;
}

/// f(upper, upper) - f(lower, upper) - f(upper, lower) + f(lower, lower).
template <class Function>
double over(const Rectangle& cell, const Function& f) {
  return f(cell.a[1], cell.b[1]) - f(cell.a[0], cell.b[1]) - f(cell.a[1], cell.b[0]) + f(cell.a[0], cell.b[0]);
}

double probability(const Rectangle& cell, double rho) {
  return std::max(over(cell, [&](double x, double y) { return bivariate_normal_cdf(x, y, rho); }), 1e-16);
}

/// ∂P/∂rho.
double density(const Rectangle& cell, double rho) {
  return over(cell, [&](double x, double y) { return bivariate_normal_density(x, y, rho); });
}

/// ∂P/∂x at one limit x of the one variable: φ(x) P(the other within its limits | x).
double edge(double x, const std::array<double, 2>& other, double rho) {
  if (std::isinf(x)) return 0;
  const double root = std::sqrt((1 - rho) * (1 + rho));
  return normal_density(x) * normal_between((other[0] - rho * x) / root, (other[1] - rho * x) / root);
}

/// Into the columns of the two thresholds that limit a category.
void set_thresholds(Eigen::MatrixXd& scores, Index respondent, int category, double lower, double upper) {
  if (category > 1) scores(respondent, category - 2) = lower;
  if (category <= scores.cols()) scores(respondent, category - 1) = upper;
}
}  // namespace

TwoStepCorrelation conditional_polychoric(const Margin& a, const Margin& b) {
  const auto n = static_cast<Index>(a.categories.size());
  return maximize_correlation(0, [&](double rho) {
    const double rest = (1 - rho) * (1 + rho);
    Slope slope{.information = 0};
    for (Index k = 0; k < n; ++k) {
      if (!is_answered(a, b, k)) continue;
      const Rectangle cell = rectangle_of(a, b, k);
      const double p = probability(cell, rho);
      const double first = density(cell, rho) / p;
      const double second =
          over(cell,
               [&](double x, double y) {
                 const double height = bivariate_normal_density(x, y, rho);
                 if (height == 0) return 0.0;
                 return height * (rho * rest + x * y * (1 + rho * rho) - rho * (x * x + y * y)) / (rest * rest);
               }) /
          p;
      slope.score += first;
      slope.curvature += second - first * first;
      slope.information += first * first;
    }
    return slope;
  });
}

CaseScores conditional_polychoric_scores(const Margin& a, const Margin& b, double rho) {
  const auto n = static_cast<Index>(a.categories.size());
  CaseScores scores(n, a.tau.size(), b.tau.size());
  for (Index k = 0; k < n; ++k) {
    if (!is_answered(a, b, k)) continue;
    const auto at = static_cast<std::size_t>(k);
    const Rectangle cell = rectangle_of(a, b, k);
    const double p = probability(cell, rho);
    scores.rho(k) = density(cell, rho) / p;
    set_thresholds(scores.a, k, a.categories[at], -edge(cell.a[0], cell.b, rho) / p, edge(cell.a[1], cell.b, rho) / p);
    set_thresholds(scores.b, k, b.categories[at], -edge(cell.b[0], cell.a, rho) / p, edge(cell.b[1], cell.a, rho) / p);
  }
  return scores;
}

void add_slopes(Eigen::MatrixXd& scores, const Margin& margin, const Eigen::MatrixXd& covariates) {
  const Index own = scores.cols();
  const Eigen::VectorXd move = margin.is_ordinal ? Eigen::VectorXd(-scores.rowwise().sum()) : scores.col(0);
  scores.conservativeResize(Eigen::NoChange, own + covariates.cols());
  scores.rightCols(covariates.cols()) = move.asDiagonal() * covariates;
}

}  // namespace rapport::stats::sem
