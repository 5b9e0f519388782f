#pragma once

#include <vector>

#include "stats/sem/engine/normal_theory.hpp"

namespace rapport::stats::sem {

/// The discrepancy F between a sample and what a model implies, as a function of the free parameters:
///   ML    Σ_g w_g {log|Σ| + tr(SΣ⁻¹) - log|S| - p + (m - μ)'Σ⁻¹(m - μ)}; with missing values the same over patterns,
///         less its minimum for the saturated model
///   GLS   Σ_g w_g {½ tr[(S⁻¹(S - Σ))²] + (m - μ)'S⁻¹(m - μ)}
///   WLS, DWLS, ULS   Σ_g w_g (s - σ)'W(s - σ), W = Γ⁻¹, diag(Γ)⁻¹, I
/// w_g = n_g / N for ML, (n_g - 1)/(N - G) under the Wishart likelihood, (n_g - 1)/N for least squares. N F (Wishart:
/// (N - G) F) is χ²; lavaan's fmin is F/2.
/// Holds references: structure, sample and settings must outlive it. Thread-safe once built.
class Objective {
 public:
  Objective(const Structure& structure, const Sample& sample, const Settings& settings);

  /// @param sums  of the structure's free_count; overwritten
  /// @return  false where an implied matrix is not positive definite: F has no value there
  bool evaluate(const VectorXd& x, Curvature curvature, Sums& sums) const;

  /// F of one group alone, not weighted; NaN where it has no value.
  double group_value(std::size_t group, const VectorXd& x) const;
  bool is_fiml() const { return is_fiml_; }
  double group_weight(std::size_t group) const { return weights_[group]; }
  double multiplier() const { return multiplier_; }  // χ² = multiplier × F

  /// W of a group at the model's (ML: structured; or the sample's) moments, for statistics in StatisticLayout order.
  MatrixXd weight_matrix(std::size_t group, const Implied& implied, bool structured) const;
  /// W X without forming a dense W where W is diagonal.
  MatrixXd weigh(std::size_t group, const MatrixXd& w, const MatrixXd& columns) const;
  /// tr(WΓ) and tr(WΓWΓ) of a symmetric Γ, likewise.
  double weighted_trace(std::size_t group, const MatrixXd& w, const MatrixXd& gamma) const;
  double weighted_square_trace(std::size_t group, const MatrixXd& w, const MatrixXd& gamma) const;

 private:
  bool has_diagonal_weights() const {
    return settings_.discrepancy == Discrepancy::dwls || settings_.discrepancy == Discrepancy::uls;
  }
  bool add_group(std::size_t group, const VectorXd& x, Curvature curvature, Sums& sums) const;
  bool add_ml(std::size_t group, const Basis& basis, Curvature curvature, Sums& sums) const;
  void add_least_squares(std::size_t group, const VectorXd& x, Curvature curvature, Sums& sums) const;

  const Structure& structure_;
  const Sample& sample_;
  const Settings& settings_;
  bool is_fiml_ = false;
  double multiplier_ = 0;
  std::vector<double> weights_;
  std::vector<double> saturated_;      // by group: the constant that makes F 0 for a perfect fit
  std::vector<MatrixXd> inverse_;      // GLS: S⁻¹
  std::vector<MatrixXd> full_weight_;  // WLS: Γ⁻¹
  std::vector<VectorXd> diagonal_;     // DWLS: 1/diag(Γ)
};

/// Normal-theory weight matrix of [means;] vech(cov):  ½ D'(V ⊗ V)D, and V for the means.
MatrixXd normal_weight(const MatrixXd& v, bool has_means);

}  // namespace rapport::stats::sem
