#include "stats/sem/measures/normal_products.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// vech(V M V) of each column vech(M), off-diagonal entries of M counting off_diagonal times.
MatrixXd between(const MatrixXd& v, const MatrixXd& columns, double off_diagonal) {
  const Index p = v.rows();
  MatrixXd result(columns.rows(), columns.cols()), m(p, p);
  for (Index c = 0; c < columns.cols(); ++c) {
    for (Index j = 0, at = 0; j < p; ++j) {
      m(j, j) = columns(at++, c);
      for (Index i = j + 1; i < p; ++i) m(i, j) = m(j, i) = off_diagonal * columns(at++, c);
    }
    const MatrixXd both = v * m * v;
    for (Index j = 0, at = 0; j < p; ++j)
      for (Index i = j; i < p; ++i) result(at++, c) = both(i, j);
  }
  return result;
}

}  // namespace

MatrixXd times_normal_weights(const MatrixXd& precision, bool means, const MatrixXd& columns) {
  const Index p = precision.rows(), first = means ? p : 0;
  MatrixXd result(columns.rows(), columns.cols());
  if (means) result.topRows(p) = precision * columns.topRows(p);
  result.bottomRows(columns.rows() - first) = between(precision, columns.bottomRows(columns.rows() - first), 1);
  for (Index j = 0, at = first; j < p; at += p - j, ++j) result.row(at) /= 2;
  return result;
}

MatrixXd times_normal_covariance(const MatrixXd& cov, bool means, const MatrixXd& columns) {
  const Index p = cov.rows(), first = means ? p : 0;
  MatrixXd result(columns.rows(), columns.cols());
  if (means) result.topRows(p) = cov * columns.topRows(p);
  result.bottomRows(columns.rows() - first) = 2 * between(cov, columns.bottomRows(columns.rows() - first), 0.5);
  return result;
}

VectorXd normal_variances(const MatrixXd& cov, bool means) {
  const Index p = cov.rows();
  VectorXd result((means ? p : 0) + p * (p + 1) / 2);
  Index at = 0;
  if (means)
    for (; at < p; ++at) result[at] = cov(at, at);
  for (Index j = 0; j < p; ++j)
    for (Index i = j; i < p; ++i) result[at++] = cov(i, i) * cov(j, j) + cov(i, j) * cov(i, j);
  return result;
}

}  // namespace rapport::stats::sem
