#include "stats/sem/run/prepare.hpp"
#include "stats/sem/lavaan_call.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "stats/model/syntax.hpp"
#include "stats/sem/bootstrap/bootstrap.hpp"
#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/measures/admissibility.hpp"
#include "stats/sem/sample/sample_of.hpp"
#include "stats/sem/sample/streamed/streamed_sample.hpp"
#include "stats/sem/table/expand.hpp"
#include "stats/sem/table/variables.hpp"

namespace rapport::stats::sem {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The observed variables that count as ordinal: those asked for, and those with thresholds in the text. Covariates
/// that nothing explains stay as they are.
std::vector<std::string> ordinal_of(const ModelVariables& variables, const Options& options) {
  std::vector<std::string> ordinal;
  for (const std::string& name : variables.observed)
    if (!contains(variables.exogenous, name) &&
        (options.all_ordered || contains(options.ordered, name) || contains(variables.with_thresholds, name)))
      ordinal.push_back(name);
  return ordinal;
}

/// An ordinal item that also explains something has a residual variance that other paths depend on: only the theta
/// parameterization makes that a parameter.
bool has_ordinal_mediator(const ModelSyntax& syntax, const std::vector<std::string>& ordinal) {
  for (const Formula& formula : syntax.formulas)
    if (formula.op == Operator::regressed_on)
      for (const Term& term : formula.right)
        if (contains(ordinal, term.variable)) return true;
  return false;
}

/// Ordinal items are looked at given the covariates, or together with them as random variables; there is no third way.
/// Numbers have the same estimates either way, so there covariates are fixed or random only.
void settle_covariates(Options& options, const ModelVariables& variables, bool has_ordinal) {
  if (!has_ordinal) {
    if (options.conditional_x.value_or(false))
      throw OptionError(
          "conditional.x = TRUE is for ordinal items. Without any, fixed.x = TRUE comes to the same estimates.");
    return;
  }
  if (variables.exogenous.empty()) return;
  const bool conditional = options.conditional_x.value_or(options.fixed_x.value_or(true));
  if (options.fixed_x && *options.fixed_x != conditional)
    throw OptionError("Beside ordinal items the covariate " + variables.exogenous.front() +
                      (conditional ? " cannot be both random (fixed.x = FALSE) and given (conditional.x = TRUE)."
                                   : " cannot be both fixed (fixed.x = TRUE) and modelled (conditional.x = FALSE)."));
  options.fixed_x = conditional;
  options.conditional_x = conditional;
}

struct Draft {
  ModelSyntax syntax;
  ModelVariables variables;
  std::vector<std::string> ordinal;
  SampleRequest request;
  Prepared prepared;
};

/// @param data  how lavaan would be given the data
Draft draft_of(const std::string& model, const Options& options, std::size_t group_count,
               const std::string& data = "data = data") {
  Draft draft;
  draft.syntax = parse_syntax(model);
  draft.variables = variables_of(draft.syntax);
  draft.ordinal = ordinal_of(draft.variables, options);
  Options own = options;
  draft.prepared.text = model;
  draft.prepared.call = lavaan_call(options, data);
  if (!draft.ordinal.empty() && !own.parameterization && has_ordinal_mediator(draft.syntax, draft.ordinal)) {
    own.parameterization = Parameterization::theta;
    draft.prepared.notes.push_back(
        {Severity::note, "theta_parameterization",
         "An ordinal item explains another variable, so the theta parameterization is used (residual variances of "
         "ordinal items are 1)."});
  }
  settle_covariates(own, draft.variables, !draft.ordinal.empty());
  Settings& settings = draft.prepared.settings;
  settings = resolve(own, !draft.ordinal.empty(), group_count, draft.variables.has_means);
  settings.conditional_x = settings.conditional_x && !draft.variables.exogenous.empty();
  const bool has_observed = settings.discrepancy == Discrepancy::ml || settings.discrepancy == Discrepancy::gls;
  if (settings.information == Information::observed && !has_observed) {
    settings.information = Information::expected;
    draft.prepared.notes.push_back({Severity::warning, "expected_information",
                                    "The observed information is for ML and GLS: with " + word_of(settings.estimator) +
                                        " the expected one is used."});
  }
  if (group_count == 1 &&
      !(options.group_equal.empty() && options.group_partial.empty() && options.group_labels.empty()))
    throw OptionError(
        "What is equal or free over groups, and which groups count, needs groups: name the variable that holds them "
        "(group).");
  draft.request = {.ordinal = draft.ordinal, .group = options.group, .group_labels = options.group_labels};
  for (const std::string& name : draft.variables.observed) {
    const bool is_covariate = contains(draft.variables.exogenous, name);
    if (is_covariate && settings.conditional_x) {
      draft.request.covariates.push_back(name);
      continue;
    }
    draft.request.variables.push_back(name);
    if (is_covariate && settings.fixed_x) draft.request.exogenous.push_back(name);
  }
  return draft;
}

std::vector<OrdinalItem> ordinal_items(const Sample& sample) {
  std::vector<OrdinalItem> items;
  for (std::size_t v = 0; v < sample.variables.size(); ++v)
    if (sample.is_ordinal[v])
      items.push_back({sample.variables[v], static_cast<std::size_t>(sample.groups.front().thresholds[v].size())});
  return items;
}

void write_out(Draft& draft, Sample sample) {
  std::vector<std::string> labels;
  if (sample.groups.size() > 1 || !draft.request.group.empty())
    for (const GroupSample& group : sample.groups) labels.push_back(group.label);
  draft.prepared.table = expand(draft.syntax, draft.variables, ordinal_items(sample), labels, draft.prepared.settings);
  draft.prepared.sample = std::make_shared<const Sample>(std::move(sample));
}

}  // namespace

Prepared prepare(const std::string& model, const DataTable& data, const Options& options) {
  Draft draft = draft_of(model, options, options.group.empty() ? 1 : 2);
  check_variables(draft.syntax, draft.variables, data.names(), data.source);
  for (const std::string& name : options.ordered)
    if (!contains(data.names(), name))
      throw OptionError("The ordinal items name \"" + name + "\", which " + data.source + " does not have.");
  draft.prepared.data_name = data.source;
  write_out(draft, sample_of(data, draft.request, draft.prepared.settings));
  return std::move(draft.prepared);
}

Prepared prepare(const std::string& model, const std::vector<MomentInput>& groups, const Options& options) {
  Draft draft = draft_of(model, options, groups.size(), "sample.cov = covariances, sample.nobs = n");
  check_variables(draft.syntax, draft.variables, groups.front().cov.rows, "the covariance matrix");
  draft.prepared.data_name = "a covariance matrix";
  write_out(draft, sample_of(groups, draft.request, draft.prepared.settings));
  return std::move(draft.prepared);
}

std::optional<Prepared> prepare_streamed(const std::string& model, const std::filesystem::path& path,
                                         const CsvOptions& reading, const Options& options) {
  if (!options.group.empty() || options.all_ordered || !options.ordered.empty()) return std::nullopt;
  Draft draft = draft_of(model, options, 1);
  if (!can_stream(draft.request, draft.prepared.settings)) return std::nullopt;
  const std::string source = path.string();
  check_variables(draft.syntax, draft.variables, column_names(path), source);
  const auto stream = std::make_shared<RowStream>(path, draft.request.variables, StreamOptions{.csv = reading});
  Sample sample = sample_of(*stream, draft.request, draft.prepared.settings);
  sample.groups.front().blocks = [stream, interrupt = draft.prepared.settings.interrupt](const OnRows& on_rows) {
    stream->each_block([&](std::size_t block, const Eigen::MatrixXd& rows) {
      interrupt.check();
      on_rows(block, rows);
    });
  };
  draft.prepared.data_name = source;
  draft.prepared.notes.push_back(
      {Severity::note, "streamed",
       "The file is large: its rows were read in blocks and not kept. Left out are the description of scales and, with "
       "robust standard errors, the z values of the residuals."});
  write_out(draft, std::move(sample));
  return std::move(draft.prepared);
}

Prepared with_equalities(const Prepared& prepared, const std::vector<GroupEqual>& equal) {
  Prepared other = prepared;
  other.settings.group_equal = equal;
  std::vector<std::string> labels;
  for (const GroupSample& group : prepared.sample->groups) labels.push_back(group.label);
  other.table = expand(parse_syntax(prepared.text), ordinal_items(*prepared.sample), labels, other.settings);
  return other;
}

Fit fit_prepared(const Prepared& prepared, const Progress& progress) {
  Fit fit = fit_model(prepared.table, prepared.sample, prepared.settings);
  if (prepared.settings.se == StandardErrors::bootstrap) bootstrap(fit, progress);
  const auto& tests = prepared.settings.tests;
  if (std::find(tests.begin(), tests.end(), TestStatistic::bollen_stine) != tests.end()) bollen_stine(fit, progress);
  fit.diagnoses = prepared.notes;
  for (const std::string& warning : prepared.table.warnings)
    fit.diagnoses.push_back({Severity::warning, "model", warning});
  for (const std::string& warning : prepared.sample->warnings)
    fit.diagnoses.push_back({Severity::warning, "data", warning});
  if (const auto n = static_cast<Index>(prepared.sample->total()); n <= fit.parameter_count)
    fit.diagnoses.push_back({Severity::warning, "few_rows",
                             fmt::format("There are {} respondents for {} free parameters: standard errors and tests "
                                         "cannot be trusted.",
                                         n, fit.parameter_count)});
  for (Diagnosis& diagnosis : admissibility(fit)) fit.diagnoses.push_back(std::move(diagnosis));
  return fit;
}

}  // namespace rapport::stats::sem
