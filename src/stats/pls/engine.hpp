#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "stats/pls/cholesky.hpp"
#include "stats/pls/design.hpp"

namespace rapport::stats {

/// The PLS algorithm on the correlation matrix of the items: the scores themselves are never needed, so that one draw
/// of the bootstrap costs microseconds. Reused between draws without allocating. Not thread-safe: one engine a thread.
class PlsEngine {
 public:
  /// @param design  must outlive the engine
  PlsEngine(const PlsDesign& design, const PlsOptions& options);

  /// Lohmöller's iterations from equal weights, then the path regressions; steps as in Tenenhaus et al. (2005),
  /// section 2.
  /// @param correlations  p × p of the items, row by row, in the order of the design
  /// @return  Failure::none, or why the results below must not be used; then failed_at() says where
  Failure solve(std::span<const double> correlations);

  /// The construct whose block or whose regression failed.
  std::size_t failed_at() const { return failed_at_; }
  int iterations() const { return iterations_; }
  const std::vector<double>& weights() const { return weights_; }            // p
  const std::vector<double>& cross_loadings() const { return cross_; }       // p × k: correlations of items and scores
  const std::vector<double>& correlations() const { return scores_; }        // k × k, of the scores
  const std::vector<double>& coefficients() const { return coefficients_; }  // of the paths
  double r2(std::size_t construct) const { return r2_[construct]; }          // 0 without causes

  double loading(std::size_t item) const { return cross_[item * design_.construct_count + owner_[item]]; }
  /// Turns a construct round: its weights, its loadings, its correlations and its paths change sign.
  void flip(std::size_t construct);

 private:
  Failure start(std::span<const double> correlations);
  bool normalize(std::span<const double> correlations);
  Failure inner_weights();
  void outer_weights();
  void correlate_scores();
  Failure regress(std::size_t construct);

  const PlsDesign& design_;
  PlsOptions options_;
  std::vector<std::size_t> owner_;  // the construct of each item
  std::vector<double> weights_, previous_, cross_, scores_, inner_, coefficients_, r2_, solution_;
  std::vector<SmallCholesky> blocks_;  // of the Mode B constructs
  SmallCholesky causes_;
  std::size_t failed_at_ = 0;
  int iterations_ = 0;
};

}  // namespace rapport::stats
