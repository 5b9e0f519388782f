#include "stats/sem/sample/sample_of.hpp"

#include "stats/sem/sample/checks.hpp"
#include "stats/sem/sample/gamma.hpp"
#include "stats/sem/sample/ordinal/ordinal_summary.hpp"
#include "stats/sem/sample/respondents.hpp"
#include "stats/sem/sample/summarize.hpp"

namespace rapport::stats::sem {

bool needs_gamma(const Settings& settings) {
  return gamma_part_of(settings) != GammaPart::none;
}

Sample sample_of(const DataTable& table, const SampleRequest& request, const Settings& settings) {
  if (settings.missing == Missing::pairwise && !settings.categorical) {
    throw OptionError(
        "missing = pairwise is for ordinal items. With continuous ones, missing = fiml uses all answers.");
  }
  if (settings.categorical && settings.full_information()) {
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
