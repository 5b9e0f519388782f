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

std::optional<SemResult> estimate_streamed(const std::string& model, const AnswerFile& file, const Options& options,
                                           const std::string& hypotheses, const Wanted& wanted) {
  std::error_code unreadable;  // is left to read_csv to say
  const std::uintmax_t size = std::filesystem::file_size(file.path, unreadable);
  if (unreadable || size < file.large || wanted.scores) return std::nullopt;
  const Hypotheses stated = parse_hypotheses(hypotheses);
  const std::optional<Prepared> prepared = prepare_streamed(model, file.path, file.csv, options);
  if (!prepared) return std::nullopt;
  return assemble(fit_prepared(*prepared, {}), *prepared, stated, wanted);
}

SemResult estimate_sem(const std::string& model, const std::vector<MomentInput>& groups, const Options& options,
                       const std::string& hypotheses, const Wanted& wanted) {
  const Hypotheses stated = parse_hypotheses(hypotheses);
  const Prepared prepared = prepare(model, groups, options);
  const Fit fit = fit_prepared(prepared, {});
  return assemble(fit, prepared, stated, wanted);
}

SemResult write_out_sem(const std::string& model, const DataTable& data, const Options& options) {
  return write_out(prepare(model, data, options));
}

SemResult write_out_sem(const std::string& model, const std::vector<MomentInput>& groups, const Options& options) {
  return write_out(prepare(model, groups, options));
}

}  // namespace rapport::stats::sem
