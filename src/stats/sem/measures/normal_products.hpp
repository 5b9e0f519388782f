#pragma once

#include <Eigen/Core>

namespace rapport::stats::sem {

/// expected_moment_information(Σ) × statistics (measures/weights.hpp), without forming it: of p variables it has
/// p²(p + 1)²/4 entries.
/// @param precision   Σ⁻¹
/// @param statistics  [means;] vech(covariances)
Eigen::VectorXd times_normal_weights(const Eigen::MatrixXd& precision, bool means, const Eigen::VectorXd& statistics);

}  // namespace rapport::stats::sem
