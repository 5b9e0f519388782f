#pragma once

#include <Eigen/Core>
#include <functional>

#include "stats/sem/sample/sample.hpp"

namespace rapport::stats::sem {

/// Adds to `sum` what a few respondents × variables come to.
using AddRows = std::function<void(const Eigen::Ref<const Eigen::MatrixXd>& few, Eigen::MatrixXd& sum)>;

/// A sum over the respondents of a group, whether they are kept or come in blocks: on all cores, with memory for a few
/// respondents at a time. Blocks are summed in their order, so that the sum is the same for any number of threads.
/// @param add  called from several threads at once
Eigen::MatrixXd sum_over_rows(const GroupSample& group, Eigen::Index rows, Eigen::Index columns, const AddRows& add);

}  // namespace rapport::stats::sem
