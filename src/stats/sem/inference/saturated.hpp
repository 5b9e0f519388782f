#pragma once

#include "stats/sem/engine/objective.hpp"
#include "stats/sem/fit.hpp"

namespace rapport::stats::sem {

/// tr(A⁻¹B) of the saturated model at the sample's moments, over all groups: A its information, of the settings' kind,
/// B the mean outer product of its scores. The moments of fixed covariates are no parameters of it. Complete data: from
/// the fourth moments of Mahalanobis distances, so that no matrix of p(p+1)/2 rows is formed.
double saturated_trace(const Fit& fit);

/// tr(A⁻¹B) of the fitted model, with A of the settings' kind of information and the constraints in force.
double fitted_trace(const Fit& fit, const Objective& objective);

/// Positions, among a group's [means and] lower triangle of covariances, of the moments that a model says something
/// about: all but those of fixed covariates among themselves.
std::vector<Index> modelled_moments(const Sample& sample, bool has_means);

/// Means (where the model has them), variances and covariances of all groups, without those of fixed covariates.
Index saturated_parameter_count(const Fit& fit);

/// Expected or observed information of the saturated model of a group with missing values, of one respondent on
/// average, in the order [means; lower triangle of the covariances, column by column], at the given moments.
MatrixXd saturated_information(const GroupSample& group, const VectorXd& mean, const MatrixXd& cov, Curvature kind);

/// Information of the saturated model of a group without missing values at the fitted moments, in the order of
/// GroupSample::statistics; of the settings' kind.
MatrixXd saturated_information_at_fit(const Fit& fit, std::size_t group);

/// Casewise scores of the saturated model of a group: n × statistics, in the same order (means only if asked for).
MatrixXd saturated_scores(const GroupSample& group, const VectorXd& mean, const MatrixXd& cov, bool has_means);

}  // namespace rapport::stats::sem
