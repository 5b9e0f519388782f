#pragma once

#include "stats/sem/options.hpp"
#include "stats/sem/sample/sample.hpp"

namespace rapport::stats::sem {

/// Works out of a group's rows everything else that GroupSample holds and the settings ask for.
/// @param group   `rows`, `covariates` and `n` are given
/// @param sample  its variables, and the levels of the ordinal ones
/// @throws NotEstimable where an ordinal item has a category that nobody of the group chose, or the saturated model of
///                      answers with gaps has no maximum, or covariates do not vary, or depend on each other
void summarize(GroupSample& group, const Sample& sample, const Settings& settings);

}  // namespace rapport::stats::sem
