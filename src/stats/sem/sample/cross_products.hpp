#pragma once

#include <Eigen/Core>

namespace rapport::stats::sem {

/// Adds X'X to the lower triangle of a sum: n × k and k × k. Processors with AVX2 work out four products at a time,
/// and add them up in another order than the others do: the last digits of a sum may differ between machines, never
/// between two runs on one of them.
void add_cross_products(const Eigen::MatrixXd& x, Eigen::MatrixXd& sum);

}  // namespace rapport::stats::sem
