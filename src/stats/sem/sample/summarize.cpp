#include "stats/sem/sample/summarize.hpp"

#include "stats/sem/sample/continuous.hpp"
#include "stats/sem/sample/sample_of.hpp"

namespace rapport::stats::sem {

void summarize(GroupSample& group, const Sample&, const Settings& settings) {
  add_moments(group, settings.divides_by_n);
  group.statistics = continuous_statistics(group, settings.meanstructure);
  if (needs_gamma(settings)) group.gamma = distribution_free_gamma(group.rows, settings.meanstructure);
}

}  // namespace rapport::stats::sem
