#include <Eigen/Cholesky>
#include <algorithm>

#include "stats/sem/inference/saturated.hpp"
#include "stats/sem/measures/fit_measures.hpp"
#include "stats/sem/measures/normal_products.hpp"
#include "stats/sem/measures/robust_figures.hpp"
#include "stats/sem/measures/weights.hpp"
#include "stats/sem/sample/continuous.hpp"

namespace rapport::stats::sem {
namespace {

/// Maximum likelihood says nothing about the moments of fixed covariates: no weight is on them.
Weigh without_fixed(const Weigh& weigh, const Sample& sample, bool has_means) {
  return [weigh, modelled = modelled_moments(sample, has_means)](const VectorXd& statistics) {
    VectorXd kept = VectorXd::Zero(statistics.size()), weighed = kept;
    kept(modelled) = statistics(modelled);
    weighed(modelled) = weigh(kept)(modelled);
    return weighed;
  };
}

Weigh by_matrix(MatrixXd weights) {
  return [weights = std::move(weights)](const VectorXd& statistics) -> VectorXd { return weights * statistics; };
}
Weigh by_diagonal(VectorXd weights) {
  return [weights = std::move(weights)](const VectorXd& statistics) -> VectorXd {
    return weights.cwiseProduct(statistics);
  };
}
Weigh by_normal_theory(const MatrixXd& cov, bool means) {
  const MatrixXd precision = cov.llt().solve(MatrixXd::Identity(cov.rows(), cov.cols()));
  return [precision, means](const VectorXd& statistics) -> VectorXd {
    return times_normal_weights(precision, means, statistics);
  };
}

/// The weights of the discrepancy function at the solution.
Weigh weights_of(const Fit& fit, const GroupSample& group, const Implied& implied) {
  const bool means = fit.settings.meanstructure;
  switch (fit.settings.discrepancy) {
    case Discrepancy::ml:
      if (fit.settings.full_information())
        return without_fixed(by_matrix(missing_moment_information(group, implied.cov, implied.mean, true)), *fit.sample,
                             true);
      return without_fixed(by_normal_theory(implied.cov, means), *fit.sample, means);
    case Discrepancy::gls:
      return by_normal_theory(group.cov, means);
    case Discrepancy::wls:
      return by_matrix(group.gamma.ldlt().solve(MatrixXd::Identity(group.gamma.rows(), group.gamma.cols())));
    case Discrepancy::dwls:
      return by_diagonal(group.gamma.diagonal().cwiseInverse());
    case Discrepancy::uls:
      break;
  }
  return [](const VectorXd& statistics) { return statistics; };
}

double gfi_of(const Fit& fit) {
  std::vector<VectorXd> sample, implied;
  std::vector<Weigh> weigh;
  std::vector<double> n;
  for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
    const GroupSample& group = fit.sample->groups[g];
    if (fit.settings.full_information()) {
      const AvailableMoments available = available_moments(group.rows);
      sample.push_back(continuous_statistics(available.mean, available.cov));
    } else {
      sample.push_back(group.statistics.size() > 0 ? group.statistics
                                                   : continuous_statistics(group, fit.settings.meanstructure));
    }
    implied.push_back(implied_statistics(fit.structure, fit.implied[g]));
    if (implied.back().size() != sample.back().size()) return no_value;
    weigh.push_back(weights_of(fit, group, fit.implied[g]));
    n.push_back(static_cast<double>(group.n));
  }
  return goodness_of_fit(sample, implied, weigh, n);
}

bool has_robust_names(const Fit& fit) {
  const TestResult* adjusted = adjusted_test(fit.tests);
  if (adjusted) return adjusted->test != TestStatistic::mean_var_adjusted;
  return !fit.settings.categorical && fit.settings.full_information();
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
