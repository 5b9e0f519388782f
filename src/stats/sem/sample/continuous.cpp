#include "stats/sem/sample/continuous.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "stats/sem/sample/cross_products.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// The covariance of two variables over the respondents who answered both, divisor one less than they are.
double covariance_of_pair(const VectorXd& a, const VectorXd& b) {
  double n = 0;
  double sum_a = 0;
  double sum_b = 0;
  const auto both = [&](Index k) { return !std::isnan(a(k)) && !std::isnan(b(k)); };
  for (Index k = 0; k < a.size(); ++k) {
    if (!both(k)) continue;
    ++n;
    sum_a += a(k);
    sum_b += b(k);
  }
  double products = 0;
  for (Index k = 0; k < a.size(); ++k) {
    if (both(k)) products += (a(k) - sum_a / n) * (b(k) - sum_b / n);
  }
  return products / (n - 1);
}
}  // namespace

VectorXd vech(const MatrixXd& matrix) {
  const Index p = matrix.rows();
  VectorXd result(p * (p + 1) / 2);
  Index at = 0;
  for (Index j = 0; j < p; ++j) {
    result.segment(at, p - j) = matrix.col(j).tail(p - j);
    at += p - j;
  }
  return result;
}

void add_moments(GroupSample& group, bool divides_by_n) {
  const auto n = static_cast<double>(group.rows.rows());
  group.mean = group.rows.colwise().sum().transpose() / n;
  const MatrixXd centered = group.rows.rowwise() - group.mean.transpose();
  group.cov.setZero(centered.cols(), centered.cols());
  add_cross_products(centered, group.cov);
  group.cov /= divides_by_n ? n : n - 1;
  group.cov.triangularView<Eigen::StrictlyUpper>() = group.cov.transpose();
}

VectorXd continuous_statistics(const VectorXd& mean, const MatrixXd& cov) {
  const VectorXd lower = vech(cov);
  VectorXd result(mean.size() + lower.size());
  result << mean, lower;
  return result;
}

VectorXd continuous_statistics(const GroupSample& group, bool with_means) {
  return with_means ? continuous_statistics(group.mean, group.cov) : vech(group.cov);
}

MatrixXd distribution_free_gamma(const MatrixXd& rows, bool with_means, const std::vector<Index>& fixed, GammaPart part,
                                 const Interrupt& interrupt) {
  constexpr Index block = 128;  // rows whose products are kept at a time
  const Index n = rows.rows();
  const Index p = rows.cols();
  const MatrixXd centered = rows.rowwise() - rows.colwise().mean();
  MatrixXd predicted(0, p);
  if (!fixed.empty()) {
    const MatrixXd covariates = centered(Eigen::all, fixed);
    predicted = covariates * (covariates.transpose() * covariates).ldlt().solve(covariates.transpose() * centered);
    for (const Index i : fixed) predicted.col(i) = centered.col(i);
  }
  MatrixXd mean_products = centered.transpose() * centered / static_cast<double>(n);
  if (!fixed.empty()) mean_products -= predicted.transpose() * predicted / static_cast<double>(n);

  const Index means = with_means ? p : 0;
  GammaSum sum(means + p * (p + 1) / 2, part);
  for (Index first = 0; first < n; first += block) {
    interrupt.check();
    const Index count = std::min(block, n - first);
    const auto y = centered.middleRows(first, count);
    const auto y_hat = predicted.middleRows(fixed.empty() ? 0 : first, fixed.empty() ? 0 : count);
    MatrixXd z(count, means + p * (p + 1) / 2);
    if (with_means) z.leftCols(p) = y;
    if (with_means && !fixed.empty()) z.leftCols(p) -= y_hat;
    Index at = means;
    for (Index j = 0; j < p; ++j) {
      for (Index i = j; i < p; ++i, ++at) {
        z.col(at) = (y.col(i).array() * y.col(j).array() - mean_products(i, j)).matrix();
        if (!fixed.empty()) z.col(at) -= y_hat.col(i).cwiseProduct(y_hat.col(j));
      }
    }
    sum.add(z);
  }
  return sum.divided_by(static_cast<double>(n));
}

AvailableMoments available_moments(const MatrixXd& rows) {
  const Index p = rows.cols();
  const auto n = static_cast<double>(rows.rows());
  AvailableMoments moments{.mean = VectorXd(p), .cov = MatrixXd(p, p)};
  for (Index j = 0; j < p; ++j) {
    const auto answered = (!rows.col(j).array().isNaN()).eval();
    moments.mean(j) = answered.select(rows.col(j).array(), 0).sum() / static_cast<double>(answered.count());
    for (Index i = j; i < p; ++i) {
      moments.cov(i, j) = moments.cov(j, i) = covariance_of_pair(rows.col(i), rows.col(j)) * (n - 1) / n;
    }
  }
  return moments;
}

double fixed_loglik_of(const GroupSample& group, const std::vector<Index>& fixed) {
  if (fixed.empty()) return 0;
  const auto n = static_cast<double>(group.n);
  const auto k = static_cast<double>(fixed.size());
  MatrixXd own = group.cov(fixed, fixed);
  if (group.rows.size() > 0 && group.rows(Eigen::all, fixed).array().isNaN().any())
    own = available_moments(group.rows(Eigen::all, fixed)).cov;
  const double log_determinant = own.ldlt().vectorD().array().log().sum();
  return -n / 2 * (k * std::log(2 * std::numbers::pi) + log_determinant + k);
}

}  // namespace rapport::stats::sem
