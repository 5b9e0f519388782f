#pragma once

#include <Eigen/Core>

namespace rapport::stats::sem {

/// The slopes of each respondent's bivariate log-likelihood; 0 where either answer is missing.
struct CaseScores {
  CaseScores(Eigen::Index n, Eigen::Index of_a, Eigen::Index of_b)
      : rho(Eigen::VectorXd::Zero(n)), a(Eigen::MatrixXd::Zero(n, of_a)), b(Eigen::MatrixXd::Zero(n, of_b)) {}
  Eigen::VectorXd rho;
  Eigen::MatrixXd a;  // n × first-stage parameters of the one
  Eigen::MatrixXd b;  // n × first-stage parameters of the other
};

}  // namespace rapport::stats::sem
