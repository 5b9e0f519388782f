#include "stats/sem/sample/singularity.hpp"

#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <cmath>

#include "stats/sem/sample/words.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kept_at_least = 1e-10;   // share of a variable's variance; rounded sums of items keep about 1e-15
constexpr double weight_at_least = 1e-6;  // a standardized weight below this is rounding

std::string dependency(const MatrixXd& correlations, const std::vector<std::string>& names, Index last,
                       double unexplained) {
  const VectorXd weights = correlations.topLeftCorner(last, last).llt().solve(correlations.col(last).head(last));
  std::vector<std::string> involved;
  for (Index i = 0; i < last; ++i) {
    if (std::abs(weights(i)) > weight_at_least) involved.push_back(names[static_cast<std::size_t>(i)]);
  }
  const std::string& name = names[static_cast<std::size_t>(last)];
  if (unexplained < -kept_at_least) {
    return fmt::format("the correlations of {} with {} contradict each other: no answers could give them", name,
                       in_words(involved));
  }
  if (involved.size() == 1) return fmt::format("{} is {} up to a linear change of scale", name, involved[0]);
  return fmt::format("{} is a linear combination of {}", name, in_words(involved));
}
}  // namespace

std::optional<std::string> describe_singularity(const MatrixXd& cov, const std::vector<std::string>& names) {
  const Index p = cov.rows();
  for (Index i = 0; i < p; ++i) {
    if (!(cov(i, i) > 0)) return fmt::format("{} does not vary", names[static_cast<std::size_t>(i)]);
  }
  const VectorXd scale = cov.diagonal().array().sqrt().inverse().matrix();
  const MatrixXd correlations = scale.asDiagonal() * cov * scale.asDiagonal();
  MatrixXd lower = MatrixXd::Zero(p, p);  // Cholesky row by row, so that it stops at the first dependent variable
  for (Index i = 0; i < p; ++i) {
    for (Index j = 0; j < i; ++j) {
      lower(i, j) = (correlations(i, j) - lower.row(i).head(j).dot(lower.row(j).head(j))) / lower(j, j);
    }
    const double unexplained = correlations(i, i) - lower.row(i).head(i).squaredNorm();
    if (!(unexplained > kept_at_least)) return dependency(correlations, names, i, unexplained);
    lower(i, i) = std::sqrt(unexplained);
  }
  return std::nullopt;
}

}  // namespace rapport::stats::sem
