#pragma once

#include "stats/sem/options.hpp"
#include "stats/sem/sample/sample.hpp"

namespace rapport::stats::sem {

/// Refuses a single respondent, and more variables than the estimator can hold the covariances of all covariances of.
/// Fewer respondents than variables is an error where the estimator inverts the covariance
/// matrix, else a warning.
/// @throws NotEstimable "too_few_rows", "too_large"
void check_count(const GroupSample& group, Sample& sample, const Settings& settings);

/// Refuses rows from which nothing can be estimated, before they are summed: an item without variation, or what
/// check_count refuses.
/// @throws NotEstimable "constant_item", "too_few_rows"
void check_rows(const GroupSample& group, Sample& sample, const Settings& settings);

/// Refuses moments that the estimator cannot use: not finite, or singular where it inverts them (else a warning), and
/// warns of variances that differ by more than a factor of 1000.
/// @throws NotEstimable "overflow", "singular_sample"
void check_moments(const GroupSample& group, Sample& sample, const Settings& settings);

/// Warns of pairs of variables that fewer than a tenth of the respondents answered both: their covariance rests on
/// little, or, if nobody did, on the others alone.
void check_coverage(const GroupSample& group, Sample& sample);

}  // namespace rapport::stats::sem
