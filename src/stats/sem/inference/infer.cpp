#include "stats/sem/inference/infer.hpp"

#include <Eigen/Cholesky>
#include <Eigen/QR>
#include <Eigen/SparseCore>
#include <algorithm>
#include <cmath>

#include "stats/sem/engine/constraints.hpp"
#include "stats/sem/sample/cross_products.hpp"
#include "stats/sem/sample/row_sums.hpp"

namespace rapport::stats::sem {
namespace {

/// ½ the Hessian of F by central differences of its gradient: for discrepancies without an exact one.
MatrixXd numeric_information(const Fit& fit, const Objective& objective) {
  const Index q = fit.structure.free_count;
  MatrixXd hessian(q, q);
  Sums low(q);
  Sums high(q);
  for (Index i = 0; i < q; ++i) {
    const double step = 1e-5 * std::max(1.0, std::abs(fit.x(i)));
    VectorXd x = fit.x;
    x(i) = fit.x(i) + step;
    objective.evaluate(x, Curvature::gradient, high);
    x(i) = fit.x(i) - step;
    objective.evaluate(x, Curvature::gradient, low);
    hessian.col(i) = (high.gradient - low.gradient) / (2 * step);
  }
  return 0.25 * (hessian + hessian.transpose());
}

MatrixXd first_order(const Fit& fit) {
  const Index q = fit.structure.free_count;
  const bool has_means = fit.structure.has_means;
  MatrixXd sum = MatrixXd::Zero(q, q);
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const GroupSample& group = fit.sample->groups[g];
    if (!group.patterns.empty()) {
      add_cross_products(scores_of(fit, g), sum);
      continue;
    }
    const Basis basis = basis_at(fit.structure, g, matrices_at(fit.structure, g, fit.x));
    const VectorXd& center = has_means ? basis.mean : group.mean;
    sum += sum_over_rows(group, q, q, [&](const auto& few, MatrixXd& own) {
      MatrixXd scores(few.rows(), q);
      write_scores(basis, has_means, nullptr, few.rowwise() - center.transpose(), scores);
      add_cross_products(scores, own);
    });
  }
  return MatrixXd(sum.selfadjointView<Eigen::Lower>()) / static_cast<double>(fit.sample->total());
}

bool asks_for_scores(const Settings& settings) {
  return settings.se == StandardErrors::robust_huber_white ||
         std::any_of(settings.tests.begin(), settings.tests.end(), [](TestStatistic test) {
           return test == TestStatistic::yuan_bentler || test == TestStatistic::yuan_bentler_mplus;
         });
}

/// The 1-norm.
double largest_column(const MatrixXd& matrix) {
  return matrix.cwiseAbs().colwise().sum().lpNorm<Eigen::Infinity>();  // 0 where there is no column
}

VectorXd units_of(const MatrixXd& information) {
  VectorXd scale = information.diagonal().cwiseAbs().cwiseSqrt();
  for (Index i = 0; i < scale.size(); ++i)
    if (!(scale(i) > 0)) scale(i) = 1;
  return scale.cwiseInverse();
}

}  // namespace

MatrixXd null_space(const MatrixXd& constraints, Index parameters) {
  if (constraints.rows() == 0) return MatrixXd::Identity(parameters, parameters);
  const Eigen::ColPivHouseholderQR<MatrixXd> qr(constraints.transpose());
  const MatrixXd q = qr.householderQ();
  return q.rightCols(parameters - qr.rank());
}

MatrixXd open_directions(const Fit& fit) {
  return null_space(fit.constraint_jacobian, fit.structure.free_count);
}

MatrixXd scores_of(const Fit& fit, std::size_t group) {
  const GroupSample& own = fit.sample->groups[group];
  const Basis basis = basis_at(fit.structure, group, matrices_at(fit.structure, group, fit.x));
  const bool has_means = fit.structure.has_means;
  MatrixXd scores(own.rows.rows(), fit.structure.free_count);
  const VectorXd& center = has_means ? basis.mean : own.mean;
  if (own.patterns.empty()) {
    write_scores(basis, has_means, nullptr, own.rows.rowwise() - center.transpose(), scores);
    return scores;
  }
  for (const Pattern& pattern : own.patterns) {
    const MatrixXd rows = own.rows(pattern.rows, pattern.observed);
    const VectorXd means = center(pattern.observed);
    MatrixXd part(rows.rows(), fit.structure.free_count);
    write_scores(basis, has_means, &pattern.observed, rows.rowwise() - means.transpose(), part);
    scores(pattern.rows, Eigen::all) = part;
  }
  return scores;
}

MatrixXd information_of(const Fit& fit, const Objective& objective, Information kind) {
  if (kind == Information::first_order) return first_order(fit);
  if (kind == Information::observed && fit.settings.discrepancy != Discrepancy::ml)
    return numeric_information(fit, objective);
  Sums sums(fit.structure.free_count);
  objective.evaluate(fit.x, kind == Information::expected ? Curvature::expected : Curvature::observed, sums);
  return sums.hessian / 2;
}

MatrixXd constrained_inverse(const MatrixXd& information, const MatrixXd& open) {
  const bool all_open = open.cols() == open.rows();  // any basis of the whole space gives the same inverse
  const MatrixXd inner = all_open ? information : MatrixXd(open.transpose() * information * open);
  const VectorXd units = units_of(inner);
  const MatrixXd scaled = units.asDiagonal() * inner * units.asDiagonal();
  const Eigen::LDLT<MatrixXd> factor(scaled);
  if (factor.info() != Eigen::Success || (factor.vectorD().array() == 0).any()) return {};
  const MatrixXd inverse = factor.solve(MatrixXd::Identity(inner.rows(), inner.cols()));
  if (largest_column(scaled) * largest_column(inverse) > 1e15) return {};
  MatrixXd unscaled = units.asDiagonal() * (0.5 * (inverse + inverse.transpose())) * units.asDiagonal();
  if (all_open) return unscaled;
  return open * unscaled * open.transpose();
}

namespace {

/// a b, by the entries of b that are not 0 where they are few.
MatrixXd times(const MatrixXd& a, const MatrixXd& b) {
  const Eigen::SparseMatrix<double> sparse = b.sparseView();
  if (sparse.nonZeros() * 4 > b.size()) return a * b;
  return a * sparse;
}

}  // namespace

Sandwich sandwich_of(const Fit& fit, const Objective& objective, bool second) {
  std::vector<MatrixXd> weights;
  for (std::size_t group = 0; group < fit.sample->groups.size(); ++group)
    weights.push_back(objective.weight_matrix(group, fit.implied[group], fit.settings.structured_h1));
  return sandwich_with(fit, objective, weights, second);
}

Sandwich sandwich_with(const Fit& fit, const Objective& objective, const std::vector<MatrixXd>& weights, bool second) {
  const Index q = fit.structure.free_count;
  Sandwich result{.bread = MatrixXd::Zero(q, q), .inverse = {}, .meat = MatrixXd::Zero(q, q)};
  MatrixXd twice = MatrixXd::Zero(q, q);  // Δ'WΓWΓWΔ
  double trace_full = 0;                  // tr(WΓ)
  double trace_full_squared = 0;          // tr(WΓWΓ)
  for (std::size_t group = 0; group < fit.sample->groups.size(); ++group) {
    const double weight = objective.group_weight(group);
    const MatrixXd& gamma = fit.sample->groups[group].gamma;
    const MatrixXd& w = weights[group];
    const Interrupt& interrupt = fit.settings.interrupt;
    const MatrixXd jacobian = jacobian_at(fit.structure, group, fit.x);
    const MatrixXd weighted = objective.weigh(group, w, jacobian);  // WΔ
    interrupt.check();
    const MatrixXd spread = times(gamma, weighted);  // ΓWΔ
    result.bread += weight * times(jacobian.transpose(), weighted);
    result.meat += weight * times(spread.transpose(), weighted);
    trace_full += objective.weighted_trace(group, w, gamma);
    interrupt.check();
    if (!second) continue;
    trace_full_squared += objective.weighted_square_trace(group, w, gamma);
    twice.triangularView<Eigen::Lower>() += weight * spread.transpose() * objective.weigh(group, w, spread);
  }
  result.inverse = constrained_inverse(result.bread, open_directions(fit));
  const MatrixXd& inverse = result.inverse;
  if (inverse.size() == 0) {
    result.trace = result.trace_squared = no_value;
    return result;
  }
  const MatrixXd product = inverse * result.meat;
  result.trace = trace_full - product.trace();
  if (second)
    result.trace_squared = trace_full_squared -
                           2 * inverse.cwiseProduct(MatrixXd(twice.selfadjointView<Eigen::Lower>())).sum() +
                           product.cwiseProduct(product.transpose()).sum();
  return result;
}

void fill_standard_errors(Fit& fit) {
  fit.se.assign(fit.table.rows.size(), 0);
  for (std::size_t r = 0; r < fit.table.rows.size(); ++r) {
    const Parameter& row = fit.table.rows[r];
    if (row.free == 0 && row.op != Op::defined_as) continue;
    if (!fit.has_vcov()) {
      fit.se[r] = no_value;
      continue;
    }
    if (row.free > 0) {
      const auto i = static_cast<Index>(row.free) - 1;
      fit.se[r] = std::sqrt(fit.vcov(i, i));
    } else {
      const VectorXd gradient = gradient_of(fit.table, *row.expression, fit.estimates);
      const bool is_defined = std::isfinite(fit.estimates[r]);
      fit.se[r] = is_defined ? std::sqrt(gradient.dot(fit.vcov * gradient)) : no_value;
    }
  }
}

namespace {

/// What standard errors and tests share, worked out once; empty if neither asks for it.
Sandwich shared_sandwich(const Fit& fit, const Objective& objective) {
  bool wanted = fit.settings.se == StandardErrors::robust_sem;
  bool second = false;
  for (const TestStatistic test : fit.settings.tests) {
    wanted = wanted || test == TestStatistic::satorra_bentler;
    second = second || test == TestStatistic::mean_var_adjusted || test == TestStatistic::scaled_shifted;
  }
  return wanted || second ? sandwich_of(fit, objective, second) : Sandwich{};
}

}  // namespace

void infer(Fit& fit, const Objective& objective, const MatrixXd& expected) {
  const MatrixXd open = open_directions(fit);
  const double n = objective.multiplier();
  fit.vcov.resize(0, 0);
  fit.first_order = asks_for_scores(fit.settings) ? first_order(fit) : MatrixXd();
  const Sandwich sandwich = shared_sandwich(fit, objective);
  StandardErrors kind = fit.settings.se;
  if (kind == StandardErrors::bootstrap) kind = StandardErrors::standard;
  if (kind == StandardErrors::robust_sem) {
    fit.information = sandwich.bread;
    const MatrixXd& inverse = sandwich.inverse;
    if (inverse.size() > 0) fit.vcov = inverse * sandwich.meat * inverse / n;
  } else if (kind != StandardErrors::none) {
    const Information wanted =
        kind == StandardErrors::first_order ? Information::first_order : fit.settings.information;
    const bool is_known = wanted == Information::expected && expected.size() > 0;
    fit.information = is_known ? expected : information_of(fit, objective, wanted);
    const MatrixXd inverse = constrained_inverse(fit.information, open);
    if (inverse.size() > 0)
      fit.vcov = kind == StandardErrors::robust_huber_white ? MatrixXd(inverse * fit.first_order * inverse / n)
                                                            : MatrixXd(inverse / n);
  }
  fill_standard_errors(fit);
  fit.tests = tests_of(fit, objective, sandwich);
}

}  // namespace rapport::stats::sem
