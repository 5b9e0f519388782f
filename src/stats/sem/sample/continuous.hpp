#pragma once

#include <Eigen/Core>
#include <vector>

#include "stats/sem/sample/gamma.hpp"
#include "stats/sem/sample/sample.hpp"

namespace rapport::stats::sem {

/// The lower triangle of a symmetric matrix with its diagonal, column by column: p(p + 1)/2.
Eigen::VectorXd vech(const Eigen::MatrixXd& matrix);

/// Fills in mean and cov of a group from its complete rows, in two passes.
/// @param divides_by_n  divisor n, else n - 1
void add_moments(GroupSample& group, bool divides_by_n);

/// The statistics of continuous variables: the means, if there is a mean structure, then vech(cov).
Eigen::VectorXd continuous_statistics(const GroupSample& group, bool with_means);
Eigen::VectorXd continuous_statistics(const Eigen::VectorXd& mean, const Eigen::MatrixXd& cov);

/// n × the asymptotic covariance matrix of the means (if asked for) and vech(cov), without assuming a distribution:
///   Γ = (1/n) Σ z z',  z = [y - ȳ, vech((y - ȳ)(y - ȳ)') - its mean].
/// With fixed covariates x it is the one given them: what the regression on x predicts, ŷ - ȳ and
/// vech((ŷ - ȳ)(ŷ - ȳ)'), is taken from z first, so that the statistics of x have no variance.
/// @param rows   n × p, complete
/// @param fixed  positions of the fixed covariates
/// Source: Browne (1984), British Journal of Mathematical and Statistical Psychology 37, 62-83; divisor n throughout,
/// as in lavaan, to which both forms were compared.
Eigen::MatrixXd distribution_free_gamma(const Eigen::MatrixXd& rows, bool with_means,
                                        const std::vector<Eigen::Index>& fixed = {}, GammaPart part = GammaPart::full,
                                        const Interrupt& interrupt = {});

/// Moments of answers with gaps from whatever is there: means of those who answered; covariances of pairs from the
/// respondents who answered both, with divisor one less, all times (n - 1)/n.
/// @param rows  n × p
struct AvailableMoments {
  Eigen::VectorXd mean = {};
  Eigen::MatrixXd cov = {};
};
AvailableMoments available_moments(const Eigen::MatrixXd& rows);

/// The log-likelihood that fixed covariates have by themselves under a normal distribution with their own moments:
///   -n/2 (k log 2π + log |S| + k),  S the covariance matrix of the k covariates; 0 without any.
/// With gaps (Missing::ml_x) S is that of the available moments, as lavaan has it; the likelihood of the covariates
/// would not need pairs, but then no log-likelihood, AIC or BIC would agree.
/// @param fixed  positions of the covariates
double fixed_loglik_of(const GroupSample& group, const std::vector<Eigen::Index>& fixed);

}  // namespace rapport::stats::sem
