#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

namespace rapport::stats::sem {

/// Why a covariance matrix is not positive definite: the first variable, in order, that the ones before it predict
/// without error, and which of them do so: "x10 is a linear combination of x1 and x2". A part of a sentence, without a
/// full stop. Nothing if the matrix is positive definite: every variable keeps more than 1e-10 of its variance when
/// the ones before it are partialled out.
/// @param cov    p × p, symmetric, finite
/// @param names  p
std::optional<std::string> describe_singularity(const Eigen::MatrixXd& cov, const std::vector<std::string>& names);

}  // namespace rapport::stats::sem
