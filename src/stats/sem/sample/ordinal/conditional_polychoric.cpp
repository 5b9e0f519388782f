#include "stats/sem/sample/ordinal/conditional_polychoric.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

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
  double independent;  // its probability if the two did not correlate
  Index respondent;
};

/// Of everybody who answered both.
std::vector<Rectangle> rectangles_of(const Margin& a, const Margin& b) {
  std::vector<Rectangle> cells;
  for (Index k = 0; k < static_cast<Index>(a.categories.size()); ++k) {
    const int i = a.categories[static_cast<std::size_t>(k)], j = b.categories[static_cast<std::size_t>(k)];
    if (i == 0 || j == 0) continue;
    Rectangle cell{.a = {a.limit(k, i - 2), a.limit(k, i - 1)},
                   .b = {b.limit(k, j - 2), b.limit(k, j - 1)},
                   .independent = 0,
                   .respondent = k};
    cell.independent = normal_between(cell.a[0], cell.a[1]) * normal_between(cell.b[0], cell.b[1]);
    cells.push_back(cell);
  }
  return cells;
}

/// f(upper, upper) - f(lower, upper) - f(upper, lower) + f(lower, lower), of numbers or arrays.
template <class Function>
auto over(const Rectangle& cell, const Function& f) -> decltype(f(0., 0.)) {
  return f(cell.a[1], cell.b[1]) - f(cell.a[0], cell.b[1]) - f(cell.a[1], cell.b[0]) + f(cell.a[0], cell.b[0]);
}

double probability(const Rectangle& cell, const BivariateNormal& normal) {
  return std::max(cell.independent + over(cell, [&](double x, double y) { return normal.excess(x, y); }), 1e-16);
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
  const std::vector<Rectangle> cells = rectangles_of(a, b);
  return maximize_correlation(0, [&](double rho) {
    const BivariateNormal normal(rho);
    Slope slope{.information = 0};
    for (const Rectangle& cell : cells) {
      const double p = probability(cell, normal);
      const Eigen::Array2d by_rho = over(cell, [&](double x, double y) {  // ∂P/∂rho, ∂²P/∂rho²
        const double height = normal.density(x, y);
        return Eigen::Array2d(height, height == 0 ? 0 : height * normal.log_density_slope(x, y));
      });
      const double first = by_rho(0) / p;
      const double second = by_rho(1) / p;
      slope.score += first;
      slope.curvature += second - first * first;
      slope.information += first * first;
    }
    return slope;
  });
}

CaseScores conditional_polychoric_scores(const Margin& a, const Margin& b, double rho) {
  CaseScores scores(static_cast<Index>(a.categories.size()), a.tau.size(), b.tau.size());
  const BivariateNormal normal(rho);
  for (const Rectangle& cell : rectangles_of(a, b)) {
    const Index k = cell.respondent;
    const auto at = static_cast<std::size_t>(k);
    const double p = probability(cell, normal);
    scores.rho(k) = over(cell, [&](double x, double y) { return normal.density(x, y); }) / p;
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
