#include "stats/sem/sample/sample_of.hpp"

#include <algorithm>

#include "stats/sem/sample/checks.hpp"
#include "stats/sem/sample/ordinal/ordinal_summary.hpp"
#include "stats/sem/sample/respondents.hpp"
#include "stats/sem/sample/summarize.hpp"

namespace rapport::stats::sem {

bool needs_gamma(const Settings& settings) {
  if (settings.categorical) return true;
  if (settings.missing != Missing::listwise) return false;
  if (settings.discrepancy == Discrepancy::wls || settings.discrepancy == Discrepancy::dwls) return true;
  if (settings.se == StandardErrors::robust_sem) return true;
  return std::any_of(settings.tests.begin(), settings.tests.end(), [](TestStatistic test) {
    return test == TestStatistic::satorra_bentler || test == TestStatistic::mean_var_adjusted ||
           test == TestStatistic::scaled_shifted || test == TestStatistic::yuan_bentler ||
           test == TestStatistic::yuan_bentler_mplus;
  });
}

Sample sample_of(const DataTable& table, const SampleRequest& request, const Settings& settings) {
  if (settings.missing == Missing::pairwise && !settings.categorical) {
    throw OptionError(
        "missing = pairwise is for ordinal items. With continuous ones, missing = fiml uses all answers.");
  }
  if (settings.categorical && (settings.missing == Missing::ml || settings.missing == Missing::ml_x)) {
    throw OptionError("missing = fiml is not available with ordinal items; missing = pairwise is.");
  }
  Sample sample = respondents_of(table, request, settings);
  for (GroupSample& group : sample.groups) {
    check_rows(group, sample, settings);
    summarize(group, sample, settings);
    if (!group.patterns.empty()) check_coverage(group, sample);
    check_moments(group, sample, settings);
    if (!settings.categorical) continue;
    for (std::string& warning : ordinal_warnings(group, sample)) sample.warnings.push_back(std::move(warning));
  }
  return sample;
}

}  // namespace rapport::stats::sem
