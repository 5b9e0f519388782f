#include "stats/report/sem_r_script.hpp"

#include <fmt/format.h>

#include <cmath>

#include "stats/table/csv.hpp"

namespace rapport::stats {
namespace {
using sem::Options;

/// A text as R reads it back, on one or several lines.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (c == '\0') continue;
    result += c;
  }
  return result + "\"";
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string list = "c(";
  for (std::size_t i = 0; i < texts.size(); ++i) list += (i ? ", " : "") + quoted(texts[i]);
  return list + ")";
}

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "NA";
}

std::string list_of(const std::vector<double>& numbers) {
  std::string list = "c(";
  for (std::size_t i = 0; i < numbers.size(); ++i) list += (i ? ", " : "") + number(numbers[i]);
  return list + ")";
}

std::string word_of(sem::Bounds bounds) {
  switch (bounds) {
    case sem::Bounds::standard:
      return "standard";
    case sem::Bounds::wide:
      return "wide";
    case sem::Bounds::pos_var:
      return "pos.var";
    case sem::Bounds::pos_ov_var:
      return "pos.ov.var";
    case sem::Bounds::pos_lv_var:
      return "pos.lv.var";
    case sem::Bounds::none:
      break;
  }
  return "none";
}

/// The arguments of the call after model and data, each with a comma before it.
std::string arguments_of(const Options& options) {
  std::string text;
  const auto add = [&](const std::string& name, const std::string& value) { text += ",\n  " + name + " = " + value; };
  if (options.estimator) add("estimator", quoted(sem::word_of(*options.estimator)));
  if (options.se) add("se", quoted(sem::word_of(*options.se)));
  if (options.test) add("test", quoted(sem::word_of(*options.test)));
  if (options.information) add("information", quoted(sem::word_of(*options.information)));
  if (options.missing) add("missing", quoted(sem::word_of(*options.missing)));
  if (options.likelihood) {
    add("likelihood", options.likelihood == sem::Likelihood::wishart ? "\"wishart\"" : "\"normal\"");
  }
  if (options.parameterization) {
    add("parameterization", options.parameterization == sem::Parameterization::theta ? "\"theta\"" : "\"delta\"");
  }
  if (options.bounds) add("bounds", quoted(word_of(*options.bounds)));
  if (options.all_ordered) add("ordered", "TRUE");
  if (!options.ordered.empty()) add("ordered", list_of(options.ordered));
  if (!options.group.empty()) add("group", quoted(options.group));
  if (!options.group_labels.empty()) add("group.label", list_of(options.group_labels));
  if (!options.group_equal.empty()) {
    std::vector<std::string> words;
    for (const sem::GroupEqual part : options.group_equal) words.push_back(sem::word_of(part));
    add("group.equal", list_of(words));
  }
  if (!options.group_partial.empty()) add("group.partial", list_of(options.group_partial));
  if (options.std_lv) add("std.lv", "TRUE");
  if (options.orthogonal) add("orthogonal", "TRUE");
  if (options.effect_coding) add("effect.coding", "TRUE");
  if (options.meanstructure) add("meanstructure", *options.meanstructure ? "TRUE" : "FALSE");
  if (options.fixed_x) add("fixed.x", *options.fixed_x ? "TRUE" : "FALSE");
  if (options.conditional_x) {
    add("conditional.x", *options.conditional_x ? "TRUE" : "FALSE");
    // lavaan's default beside ordinal items is to hold covariates fixed even where they are modelled.
    if (!*options.conditional_x && !options.fixed_x) add("fixed.x", "FALSE");
  } else if (!options.ordered.empty() || options.all_ordered) {
    if (options.fixed_x == false) add("conditional.x", "FALSE");
  }
  if (options.se == sem::StandardErrors::bootstrap || options.test == sem::TestStatistic::bollen_stine) {
    add("bootstrap", std::to_string(options.bootstrap));
    add("iseed", std::to_string(options.seed));
  }
  return text;
}

/// lavaan before 0.7 has no accelerated intervals.
std::string interval_of(const Options& options) {
  if (options.se != sem::StandardErrors::bootstrap) return {};
  const std::string word =
      options.interval == sem::BootstrapInterval::bias_corrected ? "bca.simple" : word_of(options.interval);
  return ", boot.ci.type = \"" + word + "\"";
}

std::string script(const std::string& model, const std::string& data, const std::string& data_arguments,
                   const Options& options) {
  const char* function = options.function == sem::Function::cfa      ? "cfa"
                         : options.function == sem::Function::growth ? "growth"
                                                                     : "sem";
  const std::string level = number(options.level);
  return "# Repeats a run of rapport in lavaan.\nlibrary(lavaan)\n\nmodel <- " + quoted(model) + "\n\n" + data +
         "\nfit <- " + function + "(model, " + data_arguments + arguments_of(options) + ")\n\n" +
         "summary(fit, fit.measures = TRUE, standardized = TRUE, rsquare = TRUE)\n" +
         "parameterEstimates(fit, level = " + level + interval_of(options) + ")\n" +
         "standardizedSolution(fit, level = " + level + ")\n" + "fitMeasures(fit)\n" + "lavResiduals(fit)\n" +
         "if (fitMeasures(fit, \"df\") > 0) print(head(modificationIndices(fit, sort. = TRUE), 10))\n";
}

/// A matrix as R builds it, by rows.
std::string matrix_of(const sem::MomentInput& group) {
  const NamedMatrix& cov = group.cov;
  std::string text = fmt::format("matrix({}, {}, byrow = TRUE, dimnames = list({}, {}))", list_of(cov.values),
                                 cov.rows.size(), list_of(cov.rows), list_of(cov.cols));
  if (!group.sd.empty()) text = "cor2cov(" + text + ", " + list_of(group.sd) + ")";
  return text;
}
}  // namespace

std::string sem_r_script(const std::string& model, const DataTable& answers, const Options& options) {
  const std::string data = "data <- read.csv(check.names = FALSE, text = " + quoted(write_csv(answers)) + ")\n";
  return script(model, data, "data = data", options);
}

std::string sem_r_script(const std::string& model, const std::vector<sem::MomentInput>& groups,
                         const Options& options) {
  std::string covariances = "covariances <- list(", means = "means <- list(", sizes = "n <- list(";
  bool with_means = !groups.empty();
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::string before = g ? ",\n  " : "\n  ";
    const std::string name = groups[g].group.empty() ? std::string() : quoted(groups[g].group) + " = ";
    covariances += before + name + matrix_of(groups[g]);
    means += before + name + list_of(groups[g].mean);
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
