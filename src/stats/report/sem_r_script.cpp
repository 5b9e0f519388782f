#include "stats/report/sem_r_script.hpp"

#include <fmt/format.h>

#include "stats/sem/lavaan_call.hpp"
#include "stats/table/csv.hpp"

namespace rapport::stats {
namespace {
using sem::Options;

/// lavaan before 0.7 has no accelerated intervals.
std::string interval_of(const Options& options) {
  if (options.se != sem::StandardErrors::bootstrap) return {};
  const std::string word =
      options.interval == sem::BootstrapInterval::bias_corrected ? "bca.simple" : word_of(options.interval);
  return ", boot.ci.type = \"" + word + "\"";
}

std::string script(const std::string& model, const std::string& data, const std::string& data_arguments,
                   const Options& options) {
  const std::string level = sem::r_number(options.level);
  return "# Repeats a run of rapport in lavaan.\nlibrary(lavaan)\n\nmodel <- " + sem::r_text(model) + "\n\n" + data +
         "\nfit <- " + sem::lavaan_call(options, data_arguments, ",\n  ") + "\n\n" +
         "summary(fit, fit.measures = TRUE, standardized = TRUE, rsquare = TRUE)\n" +
         "parameterEstimates(fit, level = " + level + interval_of(options) + ")\n" +
         "standardizedSolution(fit, level = " + level + ")\n" + "fitMeasures(fit)\n" +
         "try(lavResiduals(fit))  # lavaan has none after a bootstrap\n" +
         "if (fitMeasures(fit, \"df\") > 0) print(head(modificationIndices(fit, sort. = TRUE), 10))\n";
}

/// A matrix as R builds it, by rows.
std::string matrix_of(const sem::MomentInput& group) {
  const NamedMatrix& cov = group.cov;
  std::string text = fmt::format("matrix({}, {}, byrow = TRUE, dimnames = list({}, {}))", sem::r_list(cov.values),
                                 cov.rows.size(), sem::r_list(cov.rows), sem::r_list(cov.cols));
  if (!group.sd.empty()) text = "cor2cov(" + text + ", " + sem::r_list(group.sd) + ")";
  return text;
}
}  // namespace

std::string sem_r_script(const std::string& model, const DataTable& answers, const Options& options) {
  const std::string data = "data <- read.csv(check.names = FALSE, text = " + sem::r_text(write_csv(answers)) + ")\n";
  return script(model, data, "data = data", options);
}

std::string sem_r_script(const std::string& model, const std::vector<sem::MomentInput>& groups,
                         const Options& options) {
  std::string covariances = "covariances <- list(", means = "means <- list(", sizes = "n <- list(";
  bool with_means = !groups.empty();
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::string before = g ? ",\n  " : "\n  ";
    const std::string name = groups[g].group.empty() ? std::string() : sem::r_text(groups[g].group) + " = ";
    covariances += before + name + matrix_of(groups[g]);
    means += before + name + sem::r_list(groups[g].mean);
    sizes += (g ? ", " : "") + name + std::to_string(groups[g].n);
    with_means = with_means && !groups[g].mean.empty();
  }
  std::string data = covariances + ")\n" + (with_means ? means + ")\n" : "") + sizes + ")\n";
  std::string arguments = "sample.cov = covariances, sample.nobs = n";
  if (with_means) arguments += ", sample.mean = means";
  if (groups.size() == 1) {
    arguments = "sample.cov = covariances[[1]], sample.nobs = n[[1]]";
    if (with_means) arguments += ", sample.mean = means[[1]]";
  }
  return script(model, data, arguments, options);
}

}  // namespace rapport::stats
