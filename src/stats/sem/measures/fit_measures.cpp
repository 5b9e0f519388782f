#include "stats/sem/measures/fit_measures.hpp"

#include <cmath>

namespace rapport::stats::sem {
namespace {
using List = std::vector<std::pair<std::string, double>>;

TestResult standard_of(const std::vector<TestResult>& tests) {
  return tests.empty() ? TestResult{} : tests.front();
}
ChiSquare figures(const TestResult& test) {
  return {.statistic = test.statistic, .df = test.df};
}

void add_tests(List& list, const FitFigures& f, const TestResult* adjusted, const TestResult* baseline_adjusted) {
  const TestResult user = standard_of(f.tests), baseline = standard_of(f.baseline_tests);
  list.insert(list.end(), {{"npar", f.npar}, {"fmin", f.fmin}});
  const auto add = [&](const std::string& prefix, const TestResult& test, const TestResult* scaled) {
    list.insert(list.end(),
                {{prefix + "chisq", test.statistic}, {prefix + "df", test.df}, {prefix + "pvalue", test.pvalue}});
    if (!scaled) return;
    list.insert(list.end(), {{prefix + "chisq.scaled", scaled->statistic},
                             {prefix + "df.scaled", scaled->df},
                             {prefix + "pvalue.scaled", scaled->pvalue},
                             {prefix + "chisq.scaling.factor", scaled->scaling_factor}});
  };
  add("", user, adjusted);
  add("baseline.", baseline, baseline_adjusted);
}

void add_incremental(List& list, const FitFigures& f, const TestResult* adjusted, const TestResult* baseline_adjusted) {
  const auto plain = incremental_indices(figures(standard_of(f.tests)), figures(standard_of(f.baseline_tests)));
  std::optional<IncrementalIndices> scaled;
  if (adjusted) scaled = incremental_indices(figures(*adjusted), figures(*baseline_adjusted));
  std::optional<RobustIncremental> robust;
  if (f.has_robust)
    robust = f.robust ? robust_incremental(f.robust->compared, f.robust->baseline)
                      : RobustIncremental{no_value, no_value, no_value};

  list.insert(list.end(), {{"cfi", plain.cfi}, {"tli", plain.tli}});
  if (scaled) list.insert(list.end(), {{"cfi.scaled", scaled->cfi}, {"tli.scaled", scaled->tli}});
  if (robust) list.insert(list.end(), {{"cfi.robust", robust->cfi}, {"tli.robust", robust->tli}});
  const auto add = [&](const std::string& suffix, const IncrementalIndices& indices) {
    list.insert(list.end(), {{"nnfi" + suffix, indices.tli},
                             {"rfi" + suffix, indices.rfi},
                             {"nfi" + suffix, indices.nfi},
                             {"pnfi" + suffix, indices.pnfi},
                             {"ifi" + suffix, indices.ifi},
                             {"rni" + suffix, indices.rni}});
  };
  add("", plain);
  if (scaled) add(".scaled", *scaled);
  if (robust) list.insert(list.end(), {{"nnfi.robust", robust->tli}, {"rni.robust", robust->rni}});
}

void add_likelihood(List& list, const FitFigures& f, const TestResult* adjusted) {
  const double deviance = -2 * f.logl;
  list.insert(list.end(), {{"logl", f.logl},
                           {"unrestricted.logl", f.unrestricted_logl},
                           {"aic", deviance + 2 * f.npar},
                           {"bic", deviance + f.npar * std::log(f.ntotal)},
                           {"ntotal", f.ntotal},
                           {"bic2", deviance + f.npar * std::log((f.ntotal + 2) / 24)}});
  const bool yuan_bentler = adjusted && (adjusted->test == TestStatistic::yuan_bentler ||
                                         adjusted->test == TestStatistic::yuan_bentler_mplus);
  if (yuan_bentler) {
    list.insert(list.end(), {{"scaling.factor.h1", adjusted->scaling_factor_h1},
                             {"scaling.factor.h0", adjusted->scaling_factor_h0}});
  }
}

void add_rmsea(List& list, const FitFigures& f, const TestResult* adjusted) {
  const Rmsea plain = rmsea(figures(standard_of(f.tests)), f.n, f.groups);
  list.insert(list.end(), {{"rmsea", plain.value},
                           {"rmsea.ci.lower", plain.ci_lower},
                           {"rmsea.ci.upper", plain.ci_upper},
                           {"rmsea.ci.level", 0.9},
                           {"rmsea.pvalue", plain.close},
                           {"rmsea.close.h0", 0.05},
                           {"rmsea.notclose.pvalue", plain.not_close},
                           {"rmsea.notclose.h0", 0.08}});
  const auto add = [&](const std::string& suffix, const Rmsea& value) {
    list.insert(list.end(), {{"rmsea" + suffix, value.value},
                             {"rmsea.ci.lower" + suffix, value.ci_lower},
                             {"rmsea.ci.upper" + suffix, value.ci_upper},
                             {"rmsea.pvalue" + suffix, value.close},
                             {"rmsea.notclose.pvalue" + suffix, value.not_close}});
  };
  if (adjusted) {
    // A statistic that is divided by its mean is taken as it is, with tr(UΓ) degrees of freedom: the same value.
    ChiSquare scaled = figures(*adjusted);
    if (adjusted->test != TestStatistic::scaled_shifted) {
      const TestResult standard = standard_of(f.tests);
      const double trace =
          std::isnan(adjusted->trace_ugamma) ? adjusted->scaling_factor * standard.df : adjusted->trace_ugamma;
      scaled = {.statistic = standard.statistic, .df = trace};
    }
    add(".scaled", rmsea(scaled, f.n, f.groups));
  }
  if (f.has_robust) {
    add(".robust", f.robust ? rmsea(f.robust->model, f.robust->n, f.groups)
                            : Rmsea{no_value, no_value, no_value, no_value, no_value});
  }
}

void add_residuals_and_others(List& list, const FitFigures& f) {
  const ResidualIndices& r = f.residual;
  list.insert(list.end(), {{"rmr", r.rmr},
                           {"rmr_nomean", r.rmr_nomean},
                           {"srmr", r.srmr},
                           {"srmr_bentler", r.srmr_bentler},
                           {"srmr_bentler_nomean", r.srmr_bentler_nomean},
                           {"crmr", r.crmr},
                           {"crmr_nomean", r.crmr_nomean},
                           {"srmr_mplus", r.srmr_mplus},
                           {"srmr_mplus_nomean", r.srmr_mplus_nomean}});
  const ChiSquare standard = figures(standard_of(f.tests));
  const double statistics = static_cast<double>(f.statistics);
  const double agfi = standard.df > 0 ? 1 - statistics / standard.df * (1 - f.gfi) : 1;
  list.insert(list.end(), {{"cn_05", critical_n(standard, f.n, 0.05)},
                           {"cn_01", critical_n(standard, f.n, 0.01)},
                           {"gfi", f.gfi},
                           {"agfi", std::isnan(f.gfi) ? no_value : agfi},
                           {"pgfi", standard.df / statistics * f.gfi},
                           {"mfi", std::exp(-0.5 * (standard.statistic - standard.df) / f.n)}});
  if (f.categorical) {
    list.emplace_back("wrmr", std::sqrt(standard.statistic / static_cast<double>(f.statistics_per_group)));
  } else {
    list.emplace_back("ecvi", standard.statistic / f.n + 2 * f.npar / f.n);
  }
}

/// What lavaan does not have comes last.
void add_t_size(List& list, const FitFigures& f, const TestResult* adjusted, const TestResult* baseline_adjusted) {
  list.emplace_back("cfi.tsize", t_size_cfi(figures(standard_of(f.tests)), figures(standard_of(f.baseline_tests))));
  if (adjusted) list.emplace_back("cfi.tsize.scaled", t_size_cfi(figures(*adjusted), figures(*baseline_adjusted)));
}

}  // namespace

const TestResult* adjusted_test(const std::vector<TestResult>& tests) {
  for (const TestResult& test : tests) {
    switch (test.test) {
      case TestStatistic::satorra_bentler:
      case TestStatistic::mean_var_adjusted:
      case TestStatistic::scaled_shifted:
      case TestStatistic::yuan_bentler:
      case TestStatistic::yuan_bentler_mplus:
        return &test;
      default:
        break;
    }
  }
  return nullptr;
}

std::vector<std::pair<std::string, double>> fit_measures(const FitFigures& figures) {
  List list;
  const TestResult none;
  const TestResult* adjusted = adjusted_test(figures.tests);
  const TestResult* baseline_adjusted = adjusted_test(figures.baseline_tests);
  if (adjusted && !baseline_adjusted) baseline_adjusted = &none;
  if (!adjusted) baseline_adjusted = nullptr;
  add_tests(list, figures, adjusted, baseline_adjusted);
  add_incremental(list, figures, adjusted, baseline_adjusted);
  if (figures.has_logl) add_likelihood(list, figures, adjusted);
  add_rmsea(list, figures, adjusted);
  add_residuals_and_others(list, figures);
  add_t_size(list, figures, adjusted, baseline_adjusted);
  return list;
}

}  // namespace rapport::stats::sem
