#pragma once

#include <Eigen/Core>
#include <vector>

#include "stats/sem/interrupt.hpp"
#include "stats/sem/sample/sample.hpp"

namespace rapport::stats::sem {

/// The maximum of the likelihood of answers with gaps over all means and covariances.
struct Saturated {
  Eigen::VectorXd mean = {};  // p
  Eigen::MatrixXd cov = {};   // p × p, divisor n
  double loglik = 0;
  int iterations = 0;
  bool converged = false;  // false also where a covariance matrix became singular on the way
};

/// The EM algorithm, sped up by Anderson mixing: a step that lowers the likelihood is taken back and replaced by the
/// plain EM step before it, so that the likelihood never falls. It ends when the EM step changes no mean by more than
/// 1e-12 standard deviations and no correlation by more than 1e-12: far closer than a model is fitted, lest a
/// likelihood ratio become negative.
/// @param patterns  at least one; each variable is observed in one of them and varies
/// @param p         how many variables
/// Sources: Dempster, Laird & Rubin (1977), JRSS B 39, 1-38; Little & Rubin (2002), Statistical Analysis with Missing
/// Data, section 11.2; Walker & Ni (2011), SIAM Journal on Numerical Analysis 49, 1715-1735 (mixing).
Saturated saturated_of(const std::vector<Pattern>& patterns, Eigen::Index p, const Interrupt& interrupt = {});

}  // namespace rapport::stats::sem
