#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "stats/sem/sample/sample_of.hpp"

namespace rapport::stats::sem {

/// The respondents that a model can use, before anything is worked out of their answers: `variables`, `is_ordinal`,
/// `levels` and `warnings` of the sample are filled in, and of each group `label`, `n`, `original` and `rows`, where an
/// ordinal item holds the number of its category, 1 to K, the K levels being its distinct values in all groups.
/// @throws TableError, NotEstimable as sample_of
Sample respondents_of(const DataTable& table, const SampleRequest& request, const Settings& settings);

}  // namespace rapport::stats::sem
