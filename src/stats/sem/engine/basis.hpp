#pragma once

#include <vector>

#include "stats/sem/engine/structure.hpp"

namespace rapport::stats::sem {

/// Writes a value into its cell, and into the mirror cell of a symmetric matrix.
void put(Matrices& matrices, const Cell& cell, double value);

/// Residual variance of an observed variable: in Θ, or in Ψ where it has a stand-in.
double& residual_of(const Structure& structure, Matrices& matrices, Index variable);

/// Ordinal items: under delta, residual variances such that diag(Σ) = Δ⁻²; under theta, scales Δ = diag(Σ)^(-1/2).
void settle_scales(const Structure& structure, Matrices& matrices);

/// Where each implied statistic stands in GroupSample::statistics.
class StatisticLayout {
 public:
  explicit StatisticLayout(const Structure& structure);
  Index count() const { return count_; }
  Index mean(Index variable) const { return mean_[static_cast<std::size_t>(variable)]; }    // -1: none
  Index cov(Index i, Index j) const { return cov_[static_cast<std::size_t>(i * p_ + j)]; }  // symmetric; -1: none
  Index threshold(Index position) const { return threshold_[static_cast<std::size_t>(position)]; }
  Index slope(Index variable, Index covariate) const { return slopes_ + covariate * p_ + variable; }

 private:
  Index p_ = 0;
  Index count_ = 0;
  Index slopes_ = 0;
  std::vector<Index> mean_;
  std::vector<Index> cov_;
  std::vector<Index> threshold_;
};

/// The derivative of Σ and μ by one free parameter of loadings, paths, (co)variances or intercepts:
///   dΣ = scale (T_a T_b' + T_b T_a'),   dμ = mean_scale T_w,
/// with T's columns as in Basis. Everything that scoring needs of Σ's derivatives is then a product of two entries of
/// a Gram matrix T'VT: no p × p matrix per parameter is ever formed.
struct Derivative {
  Index free = 0;
  Index a = -1;  // -1: Σ does not depend on it
  Index b = -1;
  double scale = 1;
  Index w = -1;  // -1: μ does not depend on it
  double mean_scale = 0;
};

/// What the derivatives of a group are made of, at one point.
struct Basis {
  MatrixXd t;            // p × (p + 2m): [I | L | G], L = ΛA, G = LK = ΛAΨA' (the covariance of y with η)
  MatrixXd k;            // m × m: ΨA'
  MatrixXd latent_cov;   // m × m: AΨA'
  MatrixXd total;        // m × m: A
  VectorXd latent_mean;  // m: Aα
  MatrixXd cov;          // p × p: Σ, without the scales of ordinal items
  VectorXd mean;         // p
  std::vector<Derivative> derivatives;
};
Basis basis_at(const Structure& structure, std::size_t group, const Matrices& matrices);

}  // namespace rapport::stats::sem
