#pragma once

#include <string>
#include <utility>
#include <vector>

#include "stats/sem/fit.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats::sem {

using NamedValues = std::vector<std::pair<std::string, double>>;

/// A matrix with the names of its rows and columns.
NamedMatrix named(const MatrixXd& matrix, const std::vector<std::string>& rows, const std::vector<std::string>& cols);

/// What the model implies of each group, and what the sample says. Means only with a mean structure.
std::vector<GroupMoments> implied_moments(const Fit& fit);
std::vector<GroupMoments> sample_moments(const Fit& fit);

/// The model's covariance matrix of all its latent variables, A Ψ A' with A = (I - B)⁻¹; stand-ins of observed
/// variables included, in the order of Structure::latents.
MatrixXd latent_covariance(const Structure& structure, const Matrices& matrices);

/// Covariances and correlations of the latent variables, by group. A variance that is not positive gives NaN
/// correlations.
std::vector<NamedMatrix> latent_covariances(const Fit& fit);
std::vector<NamedMatrix> latent_correlations(const Fit& fit);

/// Share of the variance that the model explains of every variable that it explains: indicators in the order of
/// the observed variables, then what regressions explain. NaN where a residual variance is negative. By group.
std::vector<NamedValues> r_squared(const Fit& fit);

/// S - Σ of one group, of its means and of its thresholds.
struct RawResiduals {
  MatrixXd cov;
  VectorXd mean;  // of continuous variables; 0 for ordinal ones
  VectorXd tau;
  MatrixXd slopes;  // on covariates that everything is given
};
RawResiduals raw_residuals(const Fit& fit, std::size_t group);

/// "x1|t1", … in the order of Implied::tau.
std::vector<std::string> threshold_names(const Structure& structure);

/// All thresholds of a group's sample, in the order of Implied::tau.
VectorXd sample_thresholds(const GroupSample& group);

}  // namespace rapport::stats::sem
