#pragma once

#include <vector>

#include "stats/sem/fit.hpp"

namespace rapport::stats::sem {

/// The fit with the fixed moments of exogenous covariates free, so that model and sample are about all variables alike.
Fit with_open_covariates(const Fit& fit);

/// How the model's moments move with what is free in it.
/// @return  per group ∂(implied statistics)/∂(free directions): statistics × k, with open covariates
std::vector<MatrixXd> free_tangent(const Fit& fit);

/// n_g / N.
std::vector<double> group_shares(const Sample& sample);

/// Σ_g n_g/N Δ'WΔ.
MatrixXd information_by(const std::vector<MatrixXd>& tangent, const std::vector<MatrixXd>& weights,
                        const std::vector<double>& shares);

/// The expectation of the weighted misfit (s - σ̂)'C(s - σ̂) · N that sampling error alone brings about,
///   k = tr[C (I - P) Γ (I - P)'],  P = ΔE⁻¹Δ'W,
/// over all groups.
/// @param tangent     Δ of each group
/// @param estimating  W: the weights by which the model was fitted
/// @param covariance  Γ_g: n_g × the covariance matrix of the group's statistics
/// @param counting    C: the weights in the misfit
/// @param information E: information_by(tangent, estimating, shares), or what stands for it
double expected_misfit(const std::vector<MatrixXd>& tangent, const std::vector<MatrixXd>& estimating,
                       const std::vector<MatrixXd>& covariance, const std::vector<MatrixXd>& counting,
                       const std::vector<double>& shares, const MatrixXd& information);

}  // namespace rapport::stats::sem
