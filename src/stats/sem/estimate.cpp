#include "stats/sem/estimate.hpp"

#include "stats/sem/run/assemble.hpp"
#include "stats/sem/run/prepare.hpp"
#include "stats/sem/sample/sample_of.hpp"

namespace rapport::stats::sem {

SemResult estimate_sem(const std::string& model, const DataTable& data, const Options& options,
                       const std::string& hypotheses, const Wanted& wanted, const Progress& progress) {
  const Hypotheses stated = parse_hypotheses(hypotheses);
  const Prepared prepared = prepare(model, data, options);
  const Fit fit = fit_prepared(prepared, progress);
  return assemble(fit, prepared, stated, wanted);
}

SemResult estimate_sem(const std::string& model, const std::vector<MomentInput>& groups, const Options& options,
                       const std::string& hypotheses, const Wanted& wanted) {
  const Hypotheses stated = parse_hypotheses(hypotheses);
  const Prepared prepared = prepare(model, groups, options);
  const Fit fit = fit_prepared(prepared, {});
  return assemble(fit, prepared, stated, wanted);
}

}  // namespace rapport::stats::sem
