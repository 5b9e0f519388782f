#include "stats/sem/sample/checks.hpp"

#include <fmt/format.h>

#include <cmath>

#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/gamma.hpp"
#include "stats/sem/sample/patterns.hpp"
#include "stats/sem/sample/singularity.hpp"
#include "stats/sem/sample/words.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;

constexpr double no_variation = 1e-14;  // of the mean: a standard deviation that rounding leaves of a constant

/// True if the estimator needs the inverse of the sample covariance matrix, or its determinant.
bool inverts_cov(const Settings& settings) {
  if (settings.categorical) return false;
  return settings.discrepancy == Discrepancy::ml || settings.discrepancy == Discrepancy::gls;
}

constexpr Index most_moments = 12'000;  // whose covariance matrix takes 1.1 GiB, and a few of its size are needed

/// Robust corrections and weighted least squares need a row and a column for each mean and covariance.
void refuse_too_many_moments(Index p, const Settings& settings) {
  const bool gaps = settings.full_information();
  const bool robust = settings.se == StandardErrors::robust_huber_white || settings.tests.size() > 1;
  const Index moments = p * (p + 1) / 2;
  if (moments <= most_moments || (gamma_part_of(settings) != GammaPart::full && !(gaps && robust))) return;
  throw NotEstimable(
      "too_large", fmt::format("{} variables have {} variances and covariances, and this estimator needs the "
                               "covariances of all of those: {:.0f} GiB. Use fewer items (up to {}), or estimator ML.",
                               p, moments, static_cast<double>(moments) * static_cast<double>(moments) / (1 << 27),
                               static_cast<Index>((std::sqrt(8.0 * most_moments + 1) - 1) / 2)));
}

bool varies(const Eigen::Ref<const Eigen::VectorXd>& answers) {
  double first = std::nan("");
  for (const double answer : answers) {
    if (std::isnan(answer)) continue;
    if (std::isnan(first)) first = answer;
    if (answer != first) return true;
  }
  return false;
}

const std::string& name_of(const Sample& sample, Index i) {
  return sample.variables[static_cast<std::size_t>(i)];
}
}  // namespace

void check_count(const GroupSample& group, Sample& sample, const Settings& settings) {
  refuse_too_many_moments(sample.variable_count(), settings);
  const std::string where = in_group(group.label);
  const auto p = static_cast<std::size_t>(sample.variable_count());
  if (group.n < 2) {
    throw NotEstimable("too_few_rows", fmt::format("There is only one respondent{}: nothing varies.", where));
  }
  if (group.n > p) return;
  const std::string few = fmt::format("There are {} respondents{} for {} variables", group.n, where, p);
  if (inverts_cov(settings)) {
    throw NotEstimable("too_few_rows",
                       few +
                           ", so their covariance matrix is singular. This estimator needs more respondents than "
                           "variables: use fewer items, or estimator ULS.");
  }
  sample.warnings.push_back(few + ": standard errors and tests cannot be trusted.");
}

void check_rows(const GroupSample& group, Sample& sample, const Settings& settings) {
  check_count(group, sample, settings);
  for (Index i = 0; i < group.rows.cols(); ++i) {
    if (varies(group.rows.col(i))) continue;
    throw NotEstimable("constant_item",
                       fmt::format("All {} respondents{} gave the same answer to {}, or none: it has no variance to "
                                   "explain. Leave it out of the model.",
                                   group.n, in_group(group.label), name_of(sample, i)));
  }
}

void check_moments(const GroupSample& group, Sample& sample, const Settings& settings) {
  const std::string where = in_group(group.label);
  for (Index i = 0; i < group.cov.rows(); ++i) {
    const double variance = group.cov(i, i);
    const double size = group.mean.size() ? group.mean(i) : 0;
    if (std::sqrt(variance) <= no_variation * std::abs(size)) {
      throw NotEstimable("constant_item",
                         fmt::format("{} does not vary{}. Leave it out of the model.", name_of(sample, i), where));
    }
    // Squares of covariances are the largest thing an estimator forms; they must stay in the range of numbers too.
    if (std::isfinite(size) && variance < 1e140 && variance > 1e-140) continue;
    throw NotEstimable("overflow",
                       fmt::format("The answers to {}{} are too large or too small to compute with (variance {}). "
                                   "Rescale it, or correct its answers.",
                                   name_of(sample, i), where, variance));
  }
  if (const auto why = describe_singularity(group.cov, sample.variables)) {
    if (inverts_cov(settings) && sample.has_rows) check_count(group, sample, settings);  // the plainer reason
    if (inverts_cov(settings)) {
      throw NotEstimable("singular_sample",
                         fmt::format("The covariance matrix of the data{} is not positive definite: {}. Leave one of "
                                     "them out of the model.",
                                     where, *why));
    }
    sample.warnings.push_back(fmt::format("The {} matrix of the data{} is not positive definite: {}.",
                                          settings.categorical ? "correlation" : "covariance", where, *why));
  }
  Index largest = 0;
  Index smallest = 0;
  const Eigen::VectorXd variances = group.cov.diagonal();
  if (variances.maxCoeff(&largest) > 1000 * variances.minCoeff(&smallest)) {
    sample.warnings.push_back(fmt::format("The variance of {} is {:.0f} times that of {}{}: consider rescaling.",
                                          name_of(sample, largest), variances(largest) / variances(smallest),
                                          name_of(sample, smallest), where));
  }
}

void check_coverage(const GroupSample& group, Sample& sample) {
  const Eigen::MatrixXd coverage = coverage_of(group.patterns, sample.variable_count());
  Index i = 0;
  Index j = 0;
  const double least = coverage.minCoeff(&i, &j);
  if (least >= 0.1 * static_cast<double>(group.n)) return;
  sample.warnings.push_back(
      fmt::format("Only {:.0f} of {} respondents{} answered both {} and {}, so that their covariance is uncertain.",
                  least, group.n, in_group(group.label), name_of(sample, j), name_of(sample, i)));
}

}  // namespace rapport::stats::sem
