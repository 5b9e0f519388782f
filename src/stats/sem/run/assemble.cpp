#include "stats/sem/run/assemble.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "stats/sem/bootstrap/bootstrap.hpp"
#include "stats/sem/engine/constraints.hpp"
#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/engine/start.hpp"
#include "stats/sem/measures/chi_square.hpp"
#include "stats/sem/measures/effects.hpp"
#include "stats/sem/measures/factor_reliability.hpp"
#include "stats/sem/measures/fit_measures.hpp"
#include "stats/sem/measures/modification_indices.hpp"
#include "stats/sem/measures/moments.hpp"
#include "stats/sem/measures/residuals.hpp"
#include "stats/sem/measures/scores.hpp"
#include "stats/sem/measures/standardized.hpp"
#include "stats/sem/run/constraint_tests.hpp"

namespace rapport::stats::sem {
namespace {

constexpr double significance = 0.05;

bool is_constraint(Op op) {
  return op == Op::equal_to || op == Op::less_than || op == Op::greater_than;
}

std::string severity_word(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    default:
      return "inadmissible";
  }
}

/// By row of the table: what the bootstrap draws say of it.
std::vector<DrawnInterval> drawn_intervals(const Fit& fit) {
  const auto rows = [&](const VectorXd& x) { return row_values(fit.table, x); };
  const auto draws = values_at(fit.draws, fit.table.rows.size(), rows);
  const auto jackknife = values_at(fit.jackknife, fit.table.rows.size(), rows);
  std::vector<DrawnInterval> intervals(fit.table.rows.size());
  for (std::size_t r = 0; r < intervals.size(); ++r) {
    const Parameter& row = fit.table.rows[r];
    if (row.free > 0 || row.op == Op::defined_as)
      intervals[r] = interval_from(draws[r], fit.estimates[r], jackknife[r], fit.settings.interval, fit.settings.level);
  }
  return intervals;
}

EstimateRow names_of(const Parameter& row) {
  return {.lhs = row.lhs,
          .op = std::string(symbol_of(row.op)),
          .rhs = row.rhs,
          .group = row.group,
          .label = row.op == Op::defined_as ? row.lhs : row.label,
          .is_free = row.free > 0};
}

std::vector<EstimateRow> parameters_of(const Fit& fit) {
  const double reach = boost::math::quantile(boost::math::normal(), 0.5 + fit.settings.level / 2);
  std::vector<DrawnInterval> drawn;
  if (!fit.draws.empty()) drawn = drawn_intervals(fit);
  std::vector<EstimateRow> rows;
  rows.reserve(fit.table.rows.size());
  for (std::size_t r = 0; r < fit.table.rows.size(); ++r) {
    if (is_constraint(fit.table.rows[r].op)) continue;
    EstimateRow row = names_of(fit.table.rows[r]);
    row.est = fit.estimates[r];
    row.se = fit.se[r];
    const bool varies = std::isfinite(row.se) && row.se > 0;
    row.z = varies ? row.est / row.se : no_value;
    const bool at_bound = row.is_free && (row.est <= fit.table.rows[r].lower || row.est >= fit.table.rows[r].upper);
    row.pvalue = at_bound ? no_value : normal_two_sided(row.z);
    row.ci_lower = row.est - reach * row.se;
    row.ci_upper = row.est + reach * row.se;
    if (varies && !drawn.empty() && std::isfinite(drawn[r].lower)) {
      row.ci_lower = drawn[r].lower;
      row.ci_upper = drawn[r].upper;
      row.pvalue = drawn[r].pvalue;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<EstimateRow> table_of(const ParameterTable& table, const std::vector<double>& start) {
  std::vector<EstimateRow> rows;
  rows.reserve(table.rows.size());
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    EstimateRow row = names_of(table.rows[r]);
    row.est = start[r];
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<TestRow> tests_of(const Fit& fit) {
  std::vector<TestRow> rows;
  for (const TestResult& test : fit.tests)
    rows.push_back({.test = word_of(test.test),
                    .stat = test.statistic,
                    .df = test.df,
                    .pvalue = test.pvalue,
                    .by_group = test.by_group,
                    .scaling_factor = test.scaling_factor,
                    .shift = test.shift,
                    .draws = test.draws});
  return rows;
}

/// Rows and columns are labels where parameters have one, as lavaan's vcov() has it.
NamedMatrix vcov_of(const Fit& fit) {
  if (!fit.has_vcov()) return {};
  std::vector<std::string> names(static_cast<std::size_t>(fit.structure.free_count));
  for (const Parameter& row : fit.table.rows) {
    if (row.free == 0) continue;
    std::string name = row.label.empty() ? row.lhs + std::string(symbol_of(row.op)) + row.rhs : row.label;
    if (row.label.empty() && row.group > 1) name += ".g" + std::to_string(row.group);
    names[row.free - 1] = std::move(name);
  }
  return named(fit.vcov, names, names);
}

std::vector<HypothesisRow> judge(const Fit& fit, const Hypotheses& hypotheses, const SemResult& result) {
  const std::vector<std::size_t> rows = rows_of(hypotheses, fit.table);
  std::vector<HypothesisRow> judged;
  for (std::size_t h = 0; h < hypotheses.list.size(); ++h) {
    const Hypothesis& hypothesis = hypotheses.list[h];
    const Parameter& parameter = fit.table.rows[rows[h]];
    HypothesisRow row{.name = hypothesis.name, .text = hypothesis.text, .est_std = no_value};
    for (std::size_t i = 0; i < result.parameters.size(); ++i) {
      const EstimateRow& own = result.parameters[i];
      if (own.lhs != parameter.lhs || own.op != symbol_of(parameter.op) || own.rhs != parameter.rhs ||
          own.group != parameter.group)
        continue;
      row.est = own.est;
      row.se = own.se;
      row.z = own.z;
      row.pvalue = own.pvalue;
      if (i < result.standardized_all.size()) row.est_std = result.standardized_all[i].est;
    }
    const bool significant = row.pvalue < significance;
    const bool as_said = hypothesis.direction == Direction::different ||
                         (hypothesis.direction == Direction::positive ? row.est > 0 : row.est < 0);
    if (std::isnan(row.pvalue))
      row.verdict = "not tested";
    else if (!significant)
      row.verdict = "not supported";
    else
      row.verdict = as_said ? "supported" : "contradicted";
    judged.push_back(std::move(row));
  }
  return judged;
}

void describe_run(SemResult& result, const Fit& fit, const Prepared& prepared) {
  const Settings& settings = fit.settings;
  static constexpr const char* functions[] = {"cfa", "sem", "growth"};
  static constexpr const char* discrepancies[] = {"ML", "GLS", "WLS", "ULS", "DWLS"};
  result.model = prepared.text;
  result.call = prepared.call;
  result.data_name = prepared.data_name;
  result.function = functions[static_cast<std::size_t>(settings.function)];
  result.estimator = word_of(settings.estimator);
  result.discrepancy = discrepancies[static_cast<std::size_t>(settings.discrepancy)];
  result.se_type = word_of(settings.se);
  result.level = settings.level;
  const bool has_answers = fit.sample->has_rows || fit.sample->groups.front().blocks;
  if (has_answers) result.missing = word_of(settings.missing);
  result.information = word_of(settings.information);
  result.converged = fit.converged;
  result.iterations = fit.iterations;
  result.ntotal = fit.sample->total();
  for (const GroupSample& group : fit.sample->groups) {
    result.original += group.original;
    result.groups.emplace_back(group.label, group.n);
  }
  result.npar = static_cast<std::size_t>(fit.structure.free_count);
  result.df = static_cast<double>(fit.df);
  result.observed = fit.table.observed;
  result.latent = fit.table.latent;
  result.ordinal = fit.table.ordinal;
  result.bootstrap_draws = fit.draws.size();
  result.bootstrap_failed = fit.failed_draws;
  if (!fit.draws.empty()) result.bootstrap_interval = word_of(settings.interval);
  for (const Diagnosis& diagnosis : fit.diagnoses) {
    result.diagnoses.push_back({severity_word(diagnosis.severity), diagnosis.code, diagnosis.message});
    if (diagnosis.severity != Severity::note) result.warnings.push_back(diagnosis.message);
  }
}

/// What a run with test = none tells: no χ², and nothing that is made of one.
void leave_out_test(SemResult& result) {
  constexpr std::string_view kept[] = {"npar", "logl", "unrestricted.logl", "aic", "bic", "ntotal", "bic2"};
  result.tests.clear();
  std::erase_if(result.fit_measures, [&](const auto& measure) {
    const std::string& name = measure.first;
    const bool of_residuals = name.starts_with("rmr") || name.starts_with("srmr") || name.starts_with("crmr");
    return !of_residuals && std::find(std::begin(kept), std::end(kept), name) == std::end(kept);
  });
}

}  // namespace

SemResult write_out(const Prepared& prepared) {
  SemResult result{.model = prepared.text, .data_name = prepared.data_name};
  for (const GroupSample& group : prepared.sample->groups) result.groups.emplace_back(group.label, group.n);
  result.parameter_table = table_of(prepared.table, start_values(prepared.table, *prepared.sample));
  return result;
}

SemResult assemble(const Fit& fit, const Prepared& prepared, const Hypotheses& hypotheses, const Wanted& wanted) {
  SemResult result;
  describe_run(result, fit, prepared);
  result.parameters = parameters_of(fit);
  result.parameter_table = table_of(fit.table, fit.start);
  result.tests = tests_of(fit);
  result.vcov = vcov_of(fit);
  result.implied = implied_moments(fit);
  result.sample = sample_moments(fit);
  result.latent_cov = latent_covariances(fit);
  result.latent_correlations = latent_correlations(fit);
  result.r2 = r_squared(fit);
  if (wanted.standardized) {
    result.standardized_all = standardized(fit, Standardization::all);
    result.standardized_lv = standardized(fit, Standardization::latent);
    result.standardized_nox = standardized(fit, Standardization::all_but_exogenous);
  }
  if (wanted.fit_measures) result.fit_measures = fit_measures(fit, baseline_of(fit));
  if (!fit.settings.tells_test) leave_out_test(result);
  if (wanted.residuals) {
    result.residuals = residuals_of(fit);
    const bool has_z = result.residuals.front().standardized.rows.size() > 0;
    if (!has_z && result.npar > 0 && !fit.sample->groups.front().blocks && fit.df > 0)
      result.diagnoses.push_back({"note", "residual_z_left_out",
                                  "The z values of the residuals are left out: with so many variables they would "
                                  "take more memory than the model itself."});
  }
  if (wanted.modification_indices) result.modification_indices = modification_indices(fit);
  if (wanted.effects) {
    Effects effects = effects_of(fit);
    result.effects = std::move(effects.rows);
    if (!effects.note.empty()) result.diagnoses.push_back({"note", "effects_left_out", effects.note});
  }
  if (wanted.reliability && fit.settings.function != Function::growth) {  // an intercept or slope is no scale
    result.reliability = factor_reliability(fit);
    result.htmt = factor_htmt(fit);
  }
  if (wanted.scores)
    for (const ScoreMethod method : {ScoreMethod::regression, ScoreMethod::bartlett})
      for (FactorScores& scores : factor_scores(fit, method)) result.scores.push_back(std::move(scores));
  result.hypotheses = judge(fit, hypotheses, result);
  result.constraint_tests = constraint_tests(fit, wanted.wald);
  return result;
}

}  // namespace rapport::stats::sem
