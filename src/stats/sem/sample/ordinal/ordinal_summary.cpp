#include "stats/sem/sample/ordinal/ordinal_summary.hpp"

#include <fmt/format.h>

#include <cmath>

#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/ordinal/margin.hpp"
#include "stats/sem/sample/ordinal/pair.hpp"
#include "stats/sem/sample/words.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

void check_categories(const VectorXd& categories, const std::string& name, const std::vector<double>& levels,
                      const GroupSample& group) {
  for (Index a = 0; a < static_cast<Index>(levels.size()); ++a) {
    if ((categories.array() == static_cast<double>(a + 1)).any()) continue;
    throw NotEstimable("empty_category",
                       fmt::format("Nobody{} chose the category {} of {}. Merge it with a neighbour, or leave the item "
                                   "out.",
                                   in_group(group.label), levels[static_cast<std::size_t>(a)], name));
  }
}

std::vector<Margin> margins_of(const GroupSample& group, const Sample& sample) {
  std::vector<Margin> margins;
  for (std::size_t i = 0; i < sample.variables.size(); ++i) {
    const auto column = static_cast<Index>(i);
    if (!sample.is_ordinal[i]) {
      margins.push_back(continuous_margin(group.rows.col(column), group.covariates, sample.variables[i]));
      continue;
    }
    const auto levels = static_cast<Index>(sample.levels[i].size());
    check_categories(group.rows.col(column), sample.variables[i], sample.levels[i], group);
    margins.push_back(ordinal_margin(group.rows.col(column), levels, group.covariates, sample.variables[i]));
  }
  return margins;
}

/// Where the statistics of each variable begin, and those that follow.
struct Layout {
  std::vector<Index> first = {};     // of each variable: its thresholds, or minus its mean
  Index slopes = 0;                  // by covariate, variables within
  std::vector<Index> variance = {};  // of each continuous variable, -1 for an ordinal one
  Index pairs = 0;
  Index size = 0;

  Layout(const std::vector<Margin>& margins, Index covariates) {
    const auto p = static_cast<Index>(margins.size());
    for (const Margin& margin : margins) {
      first.push_back(size);
      size += margin.is_ordinal ? margin.tau.size() : 1;
    }
    slopes = size;
    size += p * covariates;
    for (const Margin& margin : margins) variance.push_back(margin.is_ordinal ? -1 : size++);
    pairs = size;
    size += p * (p - 1) / 2;
  }
};
}  // namespace

void summarize_ordinal(GroupSample& group, const Sample& sample, GammaPart part, const Interrupt& interrupt) {
  const bool with_gamma = part != GammaPart::none;
  const Index p = sample.variable_count();
  const Index n = group.rows.rows();
  const std::vector<Margin> margins = margins_of(group, sample);
  const Index q = sample.covariate_count();
  const Layout layout(margins, q);
  group.statistics.resize(layout.size);
  group.mean.setZero(p);
  group.cov.setIdentity(p, p);
  group.thresholds.assign(margins.size(), VectorXd());
  group.slopes.resize(p, q);
  MatrixXd influence(with_gamma ? n : 0, layout.size);
  for (Index i = 0; i < p; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const Margin& margin = margins[at];
    if (margin.is_ordinal) {
      group.thresholds[at] = margin.tau;
      group.statistics.segment(layout.first[at], margin.tau.size()) = margin.tau;
    } else {
      group.mean(i) = margin.mean;
      group.cov(i, i) = margin.variance;
      group.statistics(layout.first[at]) = -margin.mean;
      group.statistics(layout.variance[at]) = margin.variance;
    }
    for (Index x = 0; x < q; ++x) group.statistics(layout.slopes + x * p + i) = group.slopes(i, x) = margin.slopes(x);
    if (!with_gamma) continue;
    for (Index x = 0; x < q; ++x)
      influence.col(layout.slopes + x * p + i) = margin.influence.col(margin.influence.cols() - q + x);
    for (Index k = 0; k < n; ++k) {
      const auto row = margin.influence.row(margin.influence_row(k));
      if (margin.is_ordinal) {
        influence.row(k).segment(layout.first[at], margin.tau.size()) = row.head(margin.tau.size());
      } else {
        influence(k, layout.first[at]) = -row(0);
        influence(k, layout.variance[at]) = row(1);
      }
    }
  }
  Index at = layout.pairs;
  for (Index j = 0; j < p; ++j) {
    for (Index i = j + 1; i < p; ++i, ++at) {
      interrupt.check();
      const Margin& a = margins[static_cast<std::size_t>(i)];
      const Margin& b = margins[static_cast<std::size_t>(j)];
      const Pair pair = pair_of(a, b, group.covariates, with_gamma);
      group.cov(i, j) = group.cov(j, i) = pair.correlation.value * a.scale() * b.scale();
      group.statistics(at) = group.cov(i, j);
      if (with_gamma) influence.col(at) = pair.influence;
    }
  }
  if (with_gamma) group.gamma = gamma_from(influence, part);
}

std::vector<std::string> ordinal_warnings(const GroupSample& group, const Sample& sample) {
  std::vector<std::string> warnings;
  for (Index j = 0; j < group.cov.cols(); ++j) {
    for (Index i = j + 1; i < group.cov.rows(); ++i) {
      const double r = group.cov(i, j) / std::sqrt(group.cov(i, i) * group.cov(j, j));
      if (std::abs(r) < 0.999) continue;
      warnings.push_back(
          fmt::format("The correlation of {} and {}{} is (nearly) {}: they measure the same, or too few "
                      "respondents chose some of their categories.",
                      sample.variables[static_cast<std::size_t>(j)], sample.variables[static_cast<std::size_t>(i)],
                      in_group(group.label), r > 0 ? 1 : -1));
    }
  }
  return warnings;
}

}  // namespace rapport::stats::sem
