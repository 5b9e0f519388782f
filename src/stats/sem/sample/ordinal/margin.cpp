#include "stats/sem/sample/ordinal/margin.hpp"

#include <Eigen/Cholesky>
#include <cmath>

#include "stats/sem/sample/ordinal/normal.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
}  // namespace

double Margin::scale() const {
  return is_ordinal ? 1 : std::sqrt(variance);
}

double Margin::limit(Index respondent, int threshold) const {
  if (threshold < 0) return -INFINITY;
  if (threshold >= tau.size()) return INFINITY;
  return tau(threshold) - (is_conditional() ? shift(respondent) : 0);
}

Margin ordinal_margin(const VectorXd& categories, Index level_count) {
  Margin margin{.is_ordinal = true};
  margin.counts.setZero(level_count);
  margin.categories.reserve(static_cast<std::size_t>(categories.size()));
  for (const double category : categories) {
    margin.categories.push_back(std::isnan(category) ? 0 : static_cast<int>(category));
    if (margin.categories.back() == 0) continue;
    ++margin.respondents;
    ++margin.counts(margin.categories.back() - 1);
  }
  margin.tau.resize(level_count - 1);
  const auto n = static_cast<double>(margin.respondents);
  double below = 0;
  for (Index t = 0; t < margin.tau.size(); ++t) {
    below += margin.counts(t);
    margin.tau(t) = normal_quantile(below / n);
  }
  MatrixXd scores = MatrixXd::Zero(level_count + 1, level_count - 1);
  for (Index t = 0; t < margin.tau.size(); ++t) {
    scores(t + 1, t) = normal_density(margin.tau(t)) / (margin.counts(t) / n);
    scores(t + 2, t) = -normal_density(margin.tau(t)) / (margin.counts(t + 1) / n);
  }
  const MatrixXd products = scores.bottomRows(level_count).transpose() *
                            (margin.counts / static_cast<double>(categories.size())).asDiagonal() *
                            scores.bottomRows(level_count);
  margin.influence = products.llt().solve(scores.transpose()).transpose();
  return margin;
}

Margin continuous_margin(const VectorXd& answers) {
  Margin margin;
  double sum = 0;
  for (const double answer : answers) {
    if (std::isnan(answer)) continue;
    ++margin.respondents;
    sum += answer;
  }
  const auto n = static_cast<double>(margin.respondents);
  margin.mean = sum / n;
  double squares = 0;
  for (const double answer : answers) {
    if (!std::isnan(answer)) squares += (answer - margin.mean) * (answer - margin.mean);
  }
  margin.variance = squares / n;
  margin.z = (answers.array() - margin.mean) / std::sqrt(margin.variance);
  MatrixXd scores = MatrixXd::Zero(answers.size(), 2);
  for (Index k = 0; k < answers.size(); ++k) {
    if (std::isnan(margin.z(k))) continue;
    scores(k, 0) = margin.z(k) / std::sqrt(margin.variance);
    scores(k, 1) = (margin.z(k) * margin.z(k) - 1) / (2 * margin.variance);
  }
  const MatrixXd products = scores.transpose() * scores / static_cast<double>(answers.size());
  margin.influence = products.llt().solve(scores.transpose()).transpose();
  return margin;
}

}  // namespace rapport::stats::sem
