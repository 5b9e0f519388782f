#include "stats/sem/measures/scores.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "stats/sem/measures/moments.hpp"
#include "stats/sem/measures/ordinal_scores.hpp"

namespace rapport::stats::sem {
namespace {

/// The joint moments of latent variables and items in a group.
struct JointMoments {
  VectorXd latent_mean;    // m
  MatrixXd latent_cov;     // m × m
  MatrixXd cross;          // p × m: cov(y, η)
  VectorXd observed_mean;  // p
  MatrixXd observed_cov;   // p × p: of latent responses where ordinal
  // With every latent variable held where it is, what they add to the items, directly or through observed variables:
  MatrixXd loadings;      // p × m
  MatrixXd residual_cov;  // p × p: what they leave over
  // Where all of these are given q covariates, the means are those of covariates of 0, and move with them:
  MatrixXd latent_slopes;    // m × q
  MatrixXd observed_slopes;  // p × q
};

JointMoments joint_moments(const Fit& fit, std::size_t g) {
  const Structure& structure = fit.structure;
  const Matrices matrices = matrices_at(structure, g, fit.x);
  const Index all = matrices.psi.rows(), m = static_cast<Index>(structure.true_latents);
  const MatrixXd total = total_effects(structure, matrices);
  const MatrixXd latent_cov = total * matrices.psi * total.transpose();
  const VectorXd latent_mean = total * matrices.alpha;
  const Index q = structure.covariate_count;
  JointMoments joint;
  joint.latent_slopes = total.topRightCorner(m, q);
  joint.observed_slopes = matrices.lambda * total.rightCols(q);
  joint.latent_cov = latent_cov.topLeftCorner(m, m);
  joint.cross = (matrices.lambda * latent_cov).leftCols(m);
  joint.observed_cov = matrices.lambda * latent_cov * matrices.lambda.transpose() + matrices.theta;
  const Index s = all - m;  // observed variables that stand among the latent ones
  const MatrixXd known = total_effects(matrices.beta.bottomRightCorner(s, s));
  const MatrixXd through = matrices.lambda.rightCols(s) * known;
  joint.loadings = matrices.lambda.leftCols(m) + through * matrices.beta.bottomLeftCorner(s, m);
  joint.residual_cov = through * matrices.psi.bottomRightCorner(s, s) * through.transpose() + matrices.theta;
  if (structure.has_means) {
    joint.latent_mean = latent_mean.head(m);
    joint.observed_mean = matrices.nu + matrices.lambda * latent_mean;
    return joint;
  }
  // without a mean structure observed variables have the sample's means, and what they explain follows
  joint.observed_mean = fit.sample->groups[g].mean;
  const VectorXd given = matrices.lambda.rightCols(s).transpose() * joint.observed_mean;
  joint.latent_mean = (MatrixXd::Identity(m, m) - matrices.beta.topLeftCorner(m, m))
                          .partialPivLu()
                          .solve(matrices.beta.topRightCorner(m, s) * given);
  return joint;
}

/// Coefficients of the answered items: m × answered; NaN rows for factors on which they say nothing.
MatrixXd coefficients(const JointMoments& joint, const std::vector<Index>& answered, ScoreMethod method) {
  if (method == ScoreMethod::regression) {
    const MatrixXd cross = joint.cross(answered, Eigen::all);
    return joint.observed_cov(answered, answered).partialPivLu().solve(cross).transpose();
  }
  const MatrixXd loadings = joint.loadings(answered, Eigen::all);
  // Weighting by (Θ + ΛΦΛ')⁻¹ comes to the same as by Θ⁻¹, and it exists where a residual variance is 0.
  const MatrixXd cov = joint.residual_cov(answered, answered) + loadings * joint.latent_cov * loadings.transpose();
  std::vector<Index> scored;  // factors with an answered item
  for (Index k = 0; k < loadings.cols(); ++k) {
    if (loadings.col(k).cwiseAbs().maxCoeff() > 1e-10) scored.push_back(k);
  }
  MatrixXd result = MatrixXd::Constant(joint.latent_cov.rows(), cov.rows(), no_value);
  const MatrixXd lambda = loadings(Eigen::all, scored);
  const MatrixXd weighted = cov.partialPivLu().solve(lambda);
  const MatrixXd solution = (lambda.transpose() * weighted).partialPivLu().solve(MatrixXd(weighted.transpose()));
  result(scored, Eigen::all) = solution;
  return result;
}

/// Continuous variables that stand among the latent ones: covariates and outcomes, known without error.
std::vector<Index> known_variables(const Fit& fit) {
  std::vector<Index> known;
  const Structure& structure = fit.structure;
  for (std::size_t v = 0; v < structure.variables.size(); ++v) {
    const bool stands_in = std::find(structure.latents.begin() + static_cast<std::ptrdiff_t>(structure.true_latents),
                                     structure.latents.end(), structure.variables[v]) != structure.latents.end();
    if (stands_in && structure.thresholds[v].empty()) known.push_back(static_cast<Index>(v));
  }
  return known;
}

MatrixXd continuous_scores(const Fit& fit, std::size_t g, ScoreMethod method) {
  const JointMoments joint = joint_moments(fit, g);
  const MatrixXd& rows = fit.sample->groups[g].rows;
  MatrixXd scores(rows.rows(), joint.latent_cov.rows());
  std::vector<Index> answered, before;
  MatrixXd weights;
  for (Index r = 0; r < rows.rows(); ++r) {
    answered.clear();
    for (Index i = 0; i < rows.cols(); ++i) {
      if (!std::isnan(rows(r, i))) answered.push_back(i);
    }
    if (r == 0 || answered != before) weights = coefficients(joint, answered, method);
    before = answered;
    const VectorXd deviation = rows.row(r).transpose()(answered) - joint.observed_mean(answered);
    scores.row(r) = (joint.latent_mean + weights * deviation).transpose();
  }
  return scores;
}

MatrixXd ordinal_scores(const Fit& fit, std::size_t g, ScoreMethod method) {
  const JointMoments joint = joint_moments(fit, g);
  const Matrices matrices = matrices_at(fit.structure, g, fit.x);
  const MatrixXd& rows = fit.sample->groups[g].rows;
  const std::vector<Index> known = known_variables(fit);
  const MatrixXd loadings = joint.latent_cov.partialPivLu().solve(joint.cross.transpose()).transpose();
  std::vector<ItemGivenFactors> items;
  for (Index i = 0; i < rows.cols(); ++i) {
    if (std::find(known.begin(), known.end(), i) != known.end()) continue;
    const auto& positions = fit.structure.thresholds[static_cast<std::size_t>(i)];
    items.push_back({.variable = i,
                     .loading = loadings.row(i).transpose(),
                     .intercept = 0,  // below
                     .sd = std::sqrt(joint.observed_cov(i, i) - loadings.row(i).dot(joint.cross.row(i))),
                     .thresholds = positions.empty() ? VectorXd() : VectorXd(matrices.tau(positions))});
  }
  Prior prior{.mean = {}, .precision = {}};
  MatrixXd slope;  // of the prior's mean on the known variables
  MatrixXd cov = joint.latent_cov;
  if (!known.empty()) {
    const MatrixXd with_known = joint.cross(known, Eigen::all);
    slope = joint.observed_cov(known, known).partialPivLu().solve(with_known).transpose();
    cov -= slope * with_known;
  }
  if (method == ScoreMethod::regression) {
    prior.precision = cov.partialPivLu().inverse();
  }
  MatrixXd scores(rows.rows(), cov.rows());
  const MatrixXd& covariates = fit.sample->groups[g].covariates;
  for (Index r = 0; r < rows.rows(); ++r) {
    const VectorXd answers = rows.row(r).transpose();
    const VectorXd given = covariates.row(r).transpose();
    const VectorXd latent_mean = joint.latent_mean + joint.latent_slopes * given;
    const VectorXd observed_mean = joint.observed_mean + joint.observed_slopes * given;
    for (ItemGivenFactors& item : items) item.intercept = observed_mean[item.variable] - item.loading.dot(latent_mean);
    prior.mean = latent_mean;
    if (!known.empty()) prior.mean += slope * (answers(known) - observed_mean(known));
    scores.row(r) = likeliest_factors(items, prior, answers).transpose();
  }
  return scores;
}

}  // namespace

MatrixXd scores_of_group(const Fit& fit, std::size_t group, ScoreMethod method) {
  if (fit.structure.true_latents == 0 || fit.sample->groups[group].rows.size() == 0) return {};
  return fit.structure.categorical() ? ordinal_scores(fit, group, method) : continuous_scores(fit, group, method);
}

std::vector<FactorScores> factor_scores(const Fit& fit, ScoreMethod method) {
  std::vector<FactorScores> result;
  const std::vector<std::string> factors(
      fit.structure.latents.begin(),
      fit.structure.latents.begin() + static_cast<std::ptrdiff_t>(fit.structure.true_latents));
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const GroupSample& group = fit.sample->groups[g];
    const MatrixXd scores = scores_of_group(fit, g, method);
    if (scores.size() == 0) continue;
    FactorScores own{.method = method == ScoreMethod::regression ? "regression" : "Bartlett",
                     .group = fit.sample->groups.size() > 1 ? group.label : std::string(),
                     .rows = group.origins,
                     .scores = named(scores, {}, factors)};
    for (std::size_t& row : own.rows) ++row;
    result.push_back(std::move(own));
  }
  return result;
}

}  // namespace rapport::stats::sem
