#pragma once

#include <vector>

#include "stats/sem/options.hpp"
#include "stats/sem/sample/sample.hpp"

namespace rapport::stats::sem {

/// The sample of drawn respondents, in every respect as sample_of would have made it of them, without warnings.
/// Safe to call from several threads at once.
/// @param sample    with rows
/// @param rows      by group, which rows of GroupSample::rows were drawn, in order; any number of them, repeats allowed
/// @param settings  with se = none and tests = {none} only what the discrepancy needs is worked out
/// @throws NotEstimable for a draw with which nothing can be estimated: a constant item, an empty category, a singular
///                      covariance matrix. A bootstrap counts it as failed.
Sample resample(const Sample& sample, const std::vector<std::vector<Eigen::Index>>& rows, const Settings& settings);

}  // namespace rapport::stats::sem
