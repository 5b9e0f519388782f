#include "stats/sem/measures/weights.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "stats/sem/sample/cross_products.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

Index half(Index p) {
  return p * (p + 1) / 2;
}

/// Σ^-1 (m - μ) ⊗ Σ^-1 against the moments: the part of the second derivatives that mixes means and covariances.
MatrixXd mixed_part(const VectorXd& distance, const MatrixXd& precision) {
  const Index p = distance.size();
  MatrixXd result(p, half(p));
  for (Index j = 0, column = 0; j < p; ++j) {
    for (Index i = j; i < p; ++i, ++column) {
      result.col(column) = precision.col(i) * distance[j];
      if (i != j) result.col(column) += precision.col(j) * distance[i];
    }
  }
  return result;
}

MatrixXd assembled(const MatrixXd& means, const MatrixXd& mixed, const MatrixXd& covariances) {
  const Index p = means.rows(), q = covariances.rows();
  MatrixXd result(p + q, p + q);
  result << means, mixed, mixed.transpose(), covariances;
  return result;
}
}  // namespace

MatrixXd symmetric_inverse(const MatrixXd& matrix) {
  return matrix.ldlt().solve(MatrixXd::Identity(matrix.rows(), matrix.cols()));
}

MatrixXd half_kronecker(const MatrixXd& a, const MatrixXd& b) {
  const Index p = a.rows();
  MatrixXd result(half(p), half(p));
  for (Index l = 0, column = 0; l < p; ++l) {
    for (Index k = l; k < p; ++k, ++column) {
      for (Index j = l, row = column; j < p; ++j) {  // the lower triangle: a and b are symmetric
        for (Index i = j > l ? j : k; i < p; ++i, ++row) {
          const double sum = a(i, k) * b(j, l) + a(i, l) * b(j, k) + a(j, k) * b(i, l) + a(j, l) * b(i, k);
          result(row, column) = sum * (i == j ? 0.25 : 0.5) * (k == l ? 0.5 : 1.0);
        }
      }
    }
  }
  result.triangularView<Eigen::StrictlyUpper>() = result.transpose();
  return result;
}

MatrixXd expected_moment_information(const MatrixXd& cov, bool with_means) {
  const MatrixXd precision = symmetric_inverse(cov);
  MatrixXd covariances = half_kronecker(precision, precision);
  if (!with_means) return covariances;
  return assembled(precision, MatrixXd::Zero(cov.rows(), covariances.cols()), covariances);
}

MatrixXd normal_moment_covariance(const MatrixXd& cov, bool with_means) {
  const Index p = cov.rows(), offset = with_means ? p : 0;
  MatrixXd result = MatrixXd::Zero(offset + half(p), offset + half(p));
  if (with_means) result.topLeftCorner(p, p) = cov;
  for (Index l = 0, column = offset; l < p; ++l) {
    for (Index k = l; k < p; ++k, ++column) {
      for (Index j = 0, row = offset; j < p; ++j) {
        for (Index i = j; i < p; ++i, ++row) result(row, column) = cov(i, k) * cov(j, l) + cov(i, l) * cov(j, k);
      }
    }
  }
  return result;
}

MatrixXd observed_moment_information(const MatrixXd& sample_cov, const VectorXd& sample_mean, const MatrixXd& cov,
                                     const VectorXd& mean, bool with_means) {
  const MatrixXd precision = symmetric_inverse(cov);
  const VectorXd distance = with_means ? VectorXd(sample_mean - mean) : VectorXd::Zero(cov.rows());
  const MatrixXd spread = sample_cov + distance * distance.transpose();
  const MatrixXd a = 2 * precision * spread * precision - precision;
  MatrixXd covariances = half_kronecker(a, precision);
  if (!with_means) return covariances;
  return assembled(precision, mixed_part(precision * distance, precision), covariances);
}

MatrixXd missing_moment_information(const GroupSample& group, const MatrixXd& cov, const VectorXd& mean,
                                    bool expected) {
  const Index p = cov.rows();
  MatrixXd total = MatrixXd::Zero(p + half(p), p + half(p));
  double n = 0;
  for (const Pattern& pattern : group.patterns) {
    const MatrixXd part_cov = cov(pattern.observed, pattern.observed);
    const VectorXd part_mean = mean(pattern.observed);
    const MatrixXd part = expected ? expected_moment_information(part_cov, true)
                                   : observed_moment_information(pattern.cov, pattern.mean, part_cov, part_mean, true);
    std::vector<Index> places = pattern.observed;  // of the pattern's moments among all
    for (std::size_t j = 0; j < pattern.observed.size(); ++j) {
      for (std::size_t i = j; i < pattern.observed.size(); ++i) {
        const Index row = pattern.observed[i], column = pattern.observed[j];  // row ≥ column, as observed ascends
        places.push_back(p + column * p - column * (column - 1) / 2 + row - column);
      }
    }
    total(places, places) += static_cast<double>(pattern.n) * part;
    n += static_cast<double>(pattern.n);
  }
  return total / n;
}

MatrixXd first_order_moment_information(const MatrixXd& rows, const MatrixXd& cov, const VectorXd& mean,
                                        bool with_means) {
  const Index p = cov.rows(), offset = with_means ? p : 0;
  MatrixXd total = MatrixXd::Zero(offset + half(p), offset + half(p));
  constexpr Index most_at_once = 256;
  MatrixXd scores(std::min(most_at_once, rows.rows()), total.rows());
  std::vector<Index> observed, before;
  MatrixXd precision;  // of the observed variables, 0 elsewhere
  for (Index r = 0; r < rows.rows(); ++r) {
    observed.clear();
    for (Index i = 0; i < p; ++i) {
      if (!std::isnan(rows(r, i))) observed.push_back(i);
    }
    if (observed != before || r == 0) {
      precision = MatrixXd::Zero(p, p);
      precision(observed, observed) = symmetric_inverse(cov(observed, observed));
      before = observed;
    }
    VectorXd deviation = VectorXd::Zero(p);
    for (const Index i : observed) deviation[i] = rows(r, i) - mean[i];
    const VectorXd z = precision * deviation;
    const Index at_row = r % scores.rows();
    if (with_means) scores.row(at_row).head(p) = z.transpose();
    for (Index j = 0, at = offset; j < p; ++j) {
      for (Index i = j; i < p; ++i) scores(at_row, at++) = (z[i] * z[j] - precision(i, j)) * (i == j ? 0.5 : 1.0);
    }
    if (at_row + 1 == scores.rows()) add_cross_products(scores, total);
  }
  add_cross_products(scores.topRows(rows.rows() % scores.rows()), total);
  return MatrixXd(total.selfadjointView<Eigen::Lower>()) / static_cast<double>(rows.rows());
}

}  // namespace rapport::stats::sem
