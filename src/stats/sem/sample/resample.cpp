#include "stats/sem/sample/resample.hpp"

#include <cassert>

#include "stats/sem/sample/checks.hpp"
#include "stats/sem/sample/summarize.hpp"

namespace rapport::stats::sem {

Sample resample(const Sample& sample, const std::vector<std::vector<Eigen::Index>>& rows, const Settings& settings) {
  assert(sample.has_rows && rows.size() == sample.groups.size());  // options refuse a bootstrap of moments
  Sample drawn{.variables = sample.variables,
               .covariates = sample.covariates,
               .is_ordinal = sample.is_ordinal,
               .levels = sample.levels,
               .is_fixed = sample.is_fixed};
  for (std::size_t g = 0; g < rows.size(); ++g) {
    const GroupSample& from = sample.groups[g];
    GroupSample group{.label = from.label, .n = rows[g].size(), .original = from.original};
    group.rows = from.rows(rows[g], Eigen::all);
    group.covariates = from.covariates(rows[g], Eigen::all);
    check_rows(group, drawn, settings);
    summarize(group, drawn, settings);
    check_moments(group, drawn, settings);
    drawn.groups.push_back(std::move(group));
  }
  drawn.warnings.clear();
  return drawn;
}

}  // namespace rapport::stats::sem
