#include <Eigen/Cholesky>
#include <algorithm>

#include "stats/sem/inference/saturated.hpp"
#include "stats/sem/measures/fit_measures.hpp"
#include "stats/sem/measures/robust_figures.hpp"
#include "stats/sem/measures/weights.hpp"
#include "stats/sem/sample/continuous.hpp"

namespace rapport::stats::sem {
namespace {

bool takes_missing(const Settings& settings) {
  return settings.missing == Missing::ml || settings.missing == Missing::ml_x;
}

/// Maximum likelihood says nothing about the moments of fixed covariates: no weight is on them.
MatrixXd without_fixed(const MatrixXd& weights, const Sample& sample, bool has_means) {
  const std::vector<Index> modelled = modelled_moments(sample, has_means);
  MatrixXd kept = MatrixXd::Zero(weights.rows(), weights.cols());
  kept(modelled, modelled) = weights(modelled, modelled);
  return kept;
}

/// The weights of the discrepancy function at the solution.
MatrixXd weights_of(const Fit& fit, const GroupSample& group, const Implied& implied) {
  const bool means = fit.settings.meanstructure;
  switch (fit.settings.discrepancy) {
    case Discrepancy::ml:
      if (takes_missing(fit.settings))
        return without_fixed(missing_moment_information(group, implied.cov, implied.mean, true), *fit.sample, true);
      return without_fixed(expected_moment_information(implied.cov, means), *fit.sample, means);
    case Discrepancy::gls:
      return expected_moment_information(group.cov, means);
    case Discrepancy::wls:
      return group.gamma.ldlt().solve(MatrixXd::Identity(group.gamma.rows(), group.gamma.cols()));
    case Discrepancy::dwls:
      return group.gamma.diagonal().cwiseInverse();
    case Discrepancy::uls:
      break;
  }
  return VectorXd::Ones(group.statistics.size());
}

double gfi_of(const Fit& fit) {
  std::vector<VectorXd> sample, implied;
  std::vector<MatrixXd> weights;
  std::vector<double> n;
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const GroupSample& group = fit.sample->groups[g];
    if (takes_missing(fit.settings)) {
      sample.push_back(available_case_moments(group.rows));
    } else {
      sample.push_back(group.statistics.size() > 0 ? group.statistics
                                                   : continuous_statistics(group, fit.settings.meanstructure));
    }
    implied.push_back(implied_statistics(fit.structure, fit.implied[g]));
    weights.push_back(weights_of(fit, group, fit.implied[g]));
    if (weights.back().rows() != sample.back().size()) return no_value;
    n.push_back(static_cast<double>(group.n));
  }
  return goodness_of_fit(sample, implied, weights, n);
}

bool has_robust_names(const Fit& fit) {
  const TestResult* adjusted = adjusted_test(fit.tests);
  if (adjusted) return adjusted->test != TestStatistic::mean_var_adjusted;
  return !fit.settings.categorical && takes_missing(fit.settings);
}

}  // namespace

FitFigures figures_of(const Fit& fit, const Fit& baseline) {
  const Settings& settings = fit.settings;
  const double ntotal = static_cast<double>(fit.sample->total());
  const std::size_t groups = fit.sample->groups.size();
  const bool normal_theory = settings.discrepancy == Discrepancy::ml && settings.likelihood == Likelihood::normal;
  FitFigures figures{.npar = static_cast<double>(fit.parameter_count),
                     .fmin = fit.fmin,
                     .ntotal = ntotal,
                     .groups = groups,
                     .n = normal_theory ? ntotal : ntotal - static_cast<double>(groups),
                     .tests = fit.tests,
                     .baseline_tests = baseline.tests,
                     .has_robust = has_robust_names(fit),
                     .logl = fit.loglik,
                     .unrestricted_logl = fit.saturated_loglik,
                     .has_logl = settings.discrepancy == Discrepancy::ml,
                     .categorical = settings.categorical};
  if (figures.has_robust && !baseline.tests.empty()) figures.robust = robust_figures(fit, baseline);
  for (const Implied& implied : fit.implied) {
    figures.statistics_per_group = static_cast<std::size_t>(implied_statistics(fit.structure, implied).size());
    figures.statistics += figures.statistics_per_group;
  }
  figures.residual = residual_indices(*fit.sample, fit.implied, settings.meanstructure);
  figures.gfi = gfi_of(fit);
  return figures;
}

std::vector<std::pair<std::string, double>> fit_measures(const Fit& fit, const Fit& baseline) {
  return fit_measures(figures_of(fit, baseline));
}

}  // namespace rapport::stats::sem
