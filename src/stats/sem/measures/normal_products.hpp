#pragma once

#include <Eigen/Core>

namespace rapport::stats::sem {

// Products with the matrices of measures/weights.hpp that belong to normal variables, without forming them: of p
// variables they have p²(p + 1)²/4 entries. Columns hold statistics: [means;] vech(covariances).

/// expected_moment_information(Σ) × columns. @param precision  Σ⁻¹
Eigen::MatrixXd times_normal_weights(const Eigen::MatrixXd& precision, bool means, const Eigen::MatrixXd& columns);

/// normal_moment_covariance(S) × columns.
Eigen::MatrixXd times_normal_covariance(const Eigen::MatrixXd& cov, bool means, const Eigen::MatrixXd& columns);

/// The diagonal of normal_moment_covariance(S).
Eigen::VectorXd normal_variances(const Eigen::MatrixXd& cov, bool means);

}  // namespace rapport::stats::sem
