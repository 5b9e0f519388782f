#pragma once

#include <Eigen/Core>
#include <vector>

#include "stats/sem/sample/sample.hpp"

namespace rapport::stats::sem {

// vech and distribution_free_gamma are in sample/continuous.hpp. Matrices over the moments of p continuous variables:
// their means (if there is a mean structure), then the lower triangle of their covariance matrix, column by column; q =
// p(p+1)/2 [+ p] in all.

/// Of a symmetric matrix that has one.
Eigen::MatrixXd symmetric_inverse(const Eigen::MatrixXd& matrix);

/// ½ D'(A ⊗ B)D, made symmetric, for symmetric A and B; D is the duplication matrix. p(p+1)/2 square.
Eigen::MatrixXd half_kronecker(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);

/// The expected information of one respondent about the moments of a normal distribution with covariance Σ.
Eigen::MatrixXd expected_moment_information(const Eigen::MatrixXd& cov, bool with_means);

/// Its inverse: n × the covariance matrix of the moments of a normal sample, σᵢₖσⱼₗ + σᵢₗσⱼₖ.
Eigen::MatrixXd normal_moment_covariance(const Eigen::MatrixXd& cov, bool with_means);

/// Minus the second derivatives of one respondent's average log-likelihood by the moments, at covariance Σ and mean μ,
/// when the sample has covariance S (divisor n) and mean m.
Eigen::MatrixXd observed_moment_information(const Eigen::MatrixXd& sample_cov, const Eigen::VectorXd& sample_mean,
                                            const Eigen::MatrixXd& cov, const Eigen::VectorXd& mean, bool with_means);

/// The same where answers are missing: every pattern speaks about the variables that it has. Means are always in it.
/// @param expected  the patterns' expected information instead
Eigen::MatrixXd missing_moment_information(const GroupSample& group, const Eigen::MatrixXd& cov,
                                           const Eigen::VectorXd& mean, bool expected);

/// Average over respondents of the outer product of the scores by the moments, at covariance Σ and mean μ; gaps
/// allowed.
Eigen::MatrixXd first_order_moment_information(const Eigen::MatrixXd& rows, const Eigen::MatrixXd& cov,
                                               const Eigen::VectorXd& mean, bool with_means);

}  // namespace rapport::stats::sem
