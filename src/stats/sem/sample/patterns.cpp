#include "stats/sem/sample/patterns.hpp"

#include <cmath>
#include <string>
#include <unordered_map>

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;

void add_moments(Pattern& pattern, const MatrixXd& rows) {
  const auto n = static_cast<double>(pattern.n);
  MatrixXd answers = rows(pattern.rows, pattern.observed);
  pattern.mean = answers.colwise().sum().transpose() / n;
  answers.rowwise() -= pattern.mean.transpose();
  pattern.cov.setZero(answers.cols(), answers.cols());
  pattern.cov.selfadjointView<Eigen::Lower>().rankUpdate(answers.transpose(), 1 / n);
  pattern.cov.triangularView<Eigen::StrictlyUpper>() = pattern.cov.transpose();
}
}  // namespace

std::vector<Pattern> patterns_of(const MatrixXd& rows) {
  std::vector<Pattern> patterns;
  std::unordered_map<std::string, std::size_t> index;
  std::string key(static_cast<std::size_t>(rows.cols()), '0');
  for (Index row = 0; row < rows.rows(); ++row) {
    for (Index i = 0; i < rows.cols(); ++i) key[static_cast<std::size_t>(i)] = std::isnan(rows(row, i)) ? '0' : '1';
    const auto [found, is_new] = index.emplace(key, patterns.size());
    if (is_new) {
      Pattern pattern;
      for (Index i = 0; i < rows.cols(); ++i) {
        if (key[static_cast<std::size_t>(i)] == '1') pattern.observed.push_back(i);
      }
      patterns.push_back(std::move(pattern));
    }
    Pattern& pattern = patterns[found->second];
    pattern.rows.push_back(row);
    ++pattern.n;
  }
  for (Pattern& pattern : patterns) add_moments(pattern, rows);
  return patterns;
}

MatrixXd coverage_of(const std::vector<Pattern>& patterns, Index p) {
  MatrixXd coverage = MatrixXd::Zero(p, p);
  for (const Pattern& pattern : patterns) {
    for (const Index i : pattern.observed) {
      for (const Index j : pattern.observed) coverage(i, j) += static_cast<double>(pattern.n);
    }
  }
  return coverage;
}

}  // namespace rapport::stats::sem
