#pragma once

#include <Eigen/Core>

#include "stats/sem/options.hpp"

namespace rapport::stats::sem {

/// How much of the covariance matrix of the statistics the settings use.
enum class GammaPart {
  none,
  diagonal,  // the weights of diagonally weighted least squares: all that a draw of a bootstrap needs
  full       // full weights, robust standard errors, tests and standardized residuals
};

/// With se = none and no test (or TestStatistic::none), as for a draw of a bootstrap, only what the discrepancy needs.
GammaPart gamma_part_of(const Settings& settings);

/// The sum Σ f f' of rows f that come in blocks, so that all of them need never be kept.
class GammaSum {
 public:
  GammaSum(Eigen::Index statistics, GammaPart part);
  void add(const Eigen::MatrixXd& influence);  // rows × statistics
  /// Σ f f'/n, or its diagonal with zeros beside it.
  Eigen::MatrixXd divided_by(double n) const;

 private:
  GammaPart part_;
  Eigen::MatrixXd sum_;  // lower triangle
};

/// (1/n) Σ f f' of the rows f of `influence` (n × statistics), or its diagonal with zeros beside it. The sums run in
/// one order, so that a rerun agrees.
Eigen::MatrixXd gamma_from(const Eigen::MatrixXd& influence, GammaPart part);

}  // namespace rapport::stats::sem
