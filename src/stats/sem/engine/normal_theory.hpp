#pragma once

#include <vector>

#include "stats/sem/engine/basis.hpp"

namespace rapport::stats::sem {

enum class Curvature { none, gradient, expected, observed };

/// A sum of discrepancies, with its derivatives by the free parameters.
struct Sums {
  double value = 0;
  VectorXd gradient;  // free_count
  MatrixXd hessian;   // free_count², full
  explicit Sums(Index free_count)
      : gradient(VectorXd::Zero(free_count)), hessian(MatrixXd::Zero(free_count, free_count)) {}
};

/// Moments of respondents who answered the same variables.
struct ObservedMoments {
  const VectorXd& mean;
  const MatrixXd& cov;                           // divisor n
  const std::vector<Index>* observed = nullptr;  // null: every variable
};

/// The curvature of Σ and μ themselves, needed by the observed information: sums over patterns of ∂F/∂Σ and ∂F/∂μ.
struct SecondOrder {
  MatrixXd q;  // p × p
  VectorXd h;  // p
  explicit SecondOrder(Index p) : q(MatrixXd::Zero(p, p)), h(VectorXd::Zero(p)) {}
};

/// Adds weight × F,  F = log|Σ| + tr(Σ⁻¹ M),  M = S + (m - μ)(m - μ)',  and its derivatives; expected Hessian
/// tr(Σ⁻¹ Σᵢ Σ⁻¹ Σⱼ) + 2 μᵢ'Σ⁻¹μⱼ, or the exact one but for the second derivatives of Σ and μ, which go into second.
/// @return  false, with nothing added, if Σ of these variables is not positive definite
/// Source: Magnus & Neudecker (2019), Matrix Differential Calculus; Jöreskog (1967), Psychometrika 32.
bool add_likelihood(const Basis& basis, bool has_means, const ObservedMoments& moments, double weight,
                    Curvature curvature, Sums& sums, SecondOrder* second);

/// Adds weight × F,  F = ½ tr[(V(S - Σ))²] + (m - μ)'V(m - μ),  for a fixed weight matrix V: GLS with V = S⁻¹.
/// The Hessian is the expected one.
void add_gls(const Basis& basis, bool has_means, const VectorXd& mean, const MatrixXd& cov, const MatrixXd& v,
             double weight, Curvature curvature, Sums& sums);

/// Completes the observed Hessian of a group: adds tr(q Σᵢⱼ) - 2 h'μᵢⱼ.
void add_second_order(const Structure& structure, std::size_t group, const Basis& basis, const SecondOrder& second,
                      Sums& sums);

/// ∂ log-likelihood/∂x of each respondent: n × free_count, added to the rows given. Residuals are those of the
/// observed variables.
/// @param residuals  n × observed: y - μ
void write_scores(const Basis& basis, bool has_means, const std::vector<Index>* observed, const MatrixXd& residuals,
                  Eigen::Ref<MatrixXd> scores);

/// Δ'WΔ of the moments' derivatives by the free parameters, with the weights of normal variables: ½ D'(V ⊗ V)D for the
/// covariances, V for the means. With V = Σ⁻¹ the expected information of one respondent.
/// @param v  p × p, symmetric
MatrixXd normal_information(const Basis& basis, bool has_means, const MatrixXd& v, Index free_count);

}  // namespace rapport::stats::sem
