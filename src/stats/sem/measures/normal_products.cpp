#include "stats/sem/measures/normal_products.hpp"

namespace rapport::stats::sem {

Eigen::VectorXd times_normal_weights(const Eigen::MatrixXd& precision, bool means, const Eigen::VectorXd& statistics) {
  const Eigen::Index p = precision.rows(), first = means ? p : 0;
  Eigen::VectorXd result(statistics.size());
  if (means) result.head(p) = precision * statistics.head(p);
  Eigen::MatrixXd matrix(p, p);
  for (Eigen::Index j = 0, at = first; j < p; ++j)
    for (Eigen::Index i = j; i < p; ++i) matrix(i, j) = matrix(j, i) = statistics(at++);
  const Eigen::MatrixXd both = precision * matrix * precision;
  for (Eigen::Index j = 0, at = first; j < p; ++j) {
    result(at++) = both(j, j) / 2;
    for (Eigen::Index i = j + 1; i < p; ++i) result(at++) = both(i, j);
  }
  return result;
}

}  // namespace rapport::stats::sem
