#include "stats/sem/sample/summarize.hpp"

#include <fmt/format.h>

#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/continuous.hpp"
#include "stats/sem/sample/gamma.hpp"
#include "stats/sem/sample/ordinal/ordinal_summary.hpp"
#include "stats/sem/sample/patterns.hpp"
#include "stats/sem/sample/saturated.hpp"
#include "stats/sem/sample/singularity.hpp"
#include "stats/sem/sample/words.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;

void summarize_with_gaps(GroupSample& group, const Sample& sample, const Interrupt& interrupt) {
  group.patterns = patterns_of(group.rows);
  Saturated saturated = saturated_of(group.patterns, group.rows.cols(), interrupt);
  if (!saturated.converged) {
    const auto why = describe_singularity(saturated.cov, sample.variables);
    throw NotEstimable(
        "singular_sample",
        fmt::format("The answers{} have no saturated model, which every test compares with: {}.", in_group(group.label),
                    why ? *why : "too few respondents answered the same variables"));
  }
  group.mean = std::move(saturated.mean);
  group.cov = std::move(saturated.cov);
  group.saturated_loglik = saturated.loglik;
}

/// Mean and covariance matrix of the covariates that everything else is given.
void summarize_covariates(GroupSample& group, const Sample& sample) {
  if (sample.covariates.empty()) return;
  group.covariate_mean = group.covariates.colwise().mean().transpose();
  const Eigen::MatrixXd centered = group.covariates.rowwise() - group.covariate_mean.transpose();
  group.covariate_cov = centered.transpose() * centered / static_cast<double>(group.n - 1);
  if (!group.covariate_cov.allFinite()) {
    throw NotEstimable("overflow", fmt::format("The covariates {}{} are too large to compute with. Rescale them.",
                                               in_words(sample.covariates), in_group(group.label)));
  }
  if (const auto why = describe_singularity(group.covariate_cov, sample.covariates)) {
    throw NotEstimable("singular_covariates",
                       fmt::format("What the covariates{} explain cannot be told apart: {}. Leave it out of the model.",
                                   in_group(group.label), *why));
  }
}
}  // namespace

void summarize(GroupSample& group, const Sample& sample, const Settings& settings) {
  if (settings.categorical) {
    summarize_covariates(group, sample);
    summarize_ordinal(group, sample, gamma_part_of(settings), settings.interrupt);
    return;
  }
  if (settings.full_information()) {
    summarize_with_gaps(group, sample, settings.interrupt);
  } else {
    add_moments(group, settings.divides_by_n);
  }
  group.fixed_loglik = fixed_loglik_of(group, sample.fixed_positions());
  group.statistics = continuous_statistics(group, settings.meanstructure);
  const GammaPart part = gamma_part_of(settings);
  if (part != GammaPart::none) {
    group.gamma =
        distribution_free_gamma(group.rows, settings.meanstructure, sample.fixed_positions(), part, settings.interrupt);
  }
}

}  // namespace rapport::stats::sem
