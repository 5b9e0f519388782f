#include "stats/report/sem_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/diagram/sem_diagram.hpp"
#include "stats/report/csv_writer.hpp"
#include "stats/report/sem_fit_tables.hpp"
#include "stats/report/sem_lookup.hpp"
#include "stats/report/sem_tables.hpp"

namespace rapport::stats {
namespace {
std::string interval_in_words(const sem::SemResult& result) {
  if (result.bootstrap_interval == "bca") return "Intervals: bias-corrected and accelerated.";
  if (result.bootstrap_interval.starts_with("bc")) return "Intervals: bias-corrected percentiles.";
  return "Intervals: percentiles.";
}

using sem::SemResult;

std::string title_of(const SemResult& result) {
  const std::string kind = result.function == "cfa"      ? "Confirmatory factor analysis"
                           : result.function == "growth" ? "Growth curve model"
                                                         : "Structural equation model";
  return result.data_name.empty() ? kind : kind + " of " + result.data_name;
}

void add_diagnoses(const SemResult& result, Report& report) {
  if (!result.converged) {
    report.warnings.push_back(
        "The estimation did not converge. The figures below are no solution: do not report them.");
  }
  for (const sem::DiagnosisRow& d : result.diagnoses) {
    if (d.severity == "inadmissible") report.warnings.push_back("Not admissible: " + d.message);
  }
  for (const sem::DiagnosisRow& d : result.diagnoses) {
    if (d.severity == "warning") report.warnings.push_back(d.message);
  }
  for (const std::string& warning : result.warnings) {
    const auto told = [&](const std::string& other) { return other.find(warning) != std::string::npos; };
    if (std::none_of(report.warnings.begin(), report.warnings.end(), told)) report.warnings.push_back(warning);
  }
}

void add_facts(const SemResult& result, Report& report) {
  std::string people = fmt::format("{} respondents", result.ntotal);
  if (result.original > result.ntotal) people += fmt::format(" of {}", result.original);
  if (result.groups.size() > 1) {
    people += ":";
    for (std::size_t g = 0; g < result.groups.size(); ++g) {
      people += fmt::format("{} {} {}", g ? "," : "", result.groups[g].second, result.groups[g].first);
    }
  }
  report.facts.push_back(people + ".");
  std::string how = fmt::format("Estimator {}", result.estimator.empty() ? "ML" : result.estimator);
  if (result.converged) how += fmt::format(", converged after {} iterations", result.iterations);
  how += fmt::format("; {} free parameters.", result.npar);
  if (!result.se_type.empty()) how += fmt::format(" Standard errors: {}.", result.se_type);
  if (!result.missing.empty()) how += fmt::format(" Missing answers: {}.", result.missing);
  if (result.level != 0.95) how += fmt::format(" Confidence intervals: {:.15g} %.", 100 * result.level);
  report.facts.push_back(how);
  if (result.bootstrap_draws > 0) {
    report.facts.push_back(fmt::format("Bootstrap of {} draws; {} more did not converge and are left out. {}",
                                       result.bootstrap_draws, result.bootstrap_failed, interval_in_words(result)));
  }
  report.facts.push_back(fit_line(result));
  for (const sem::DiagnosisRow& d : result.diagnoses) {
    if (d.severity == "note") report.facts.push_back(d.message);
  }
}
}  // namespace

Report sem_report(const SemResult& result) {
  Report report{.title = title_of(result)};
  add_diagnoses(result, report);
  add_facts(result, report);
  report.drawing = draw_sem_diagram(result, 0, {.title = "Path diagram"});
  report.tables.push_back(fit_table(result));
  const auto append = [&](std::vector<ReportTable> tables) {
    for (ReportTable& table : tables) {
      if (!table.rows.empty()) report.tables.push_back(std::move(table));
    }
  };
  append({hypotheses_table(result), constraint_tests_table(result.constraint_tests, "Tests of constraints")});
  append(estimate_tables(result));
  append({r2_table(result), effects_table(result), reliability_table(result)});
  append(validity_tables(result));
  append({largest_residuals_table(result)});
  append(residual_tables(result));
  append({modification_table(result, 10)});
  if (!result.model.empty()) report.listings.emplace_back("Model", result.model);
  if (!result.call.empty()) report.listings.emplace_back("The same in lavaan", result.call);
  return report;
}

std::string sem_csv(const SemResult& result) {
  CsvWriter csv;
  for (const char* name : {"lhs", "op", "rhs", "group", "label", "free", "est", "se", "z", "pvalue", "ci.lower",
                           "ci.upper", "std.lv", "std.all", "std.nox"}) {
    csv.cell(std::string_view(name));
  }
  csv.end_line();
  const auto standardized = [](const std::vector<sem::EstimateRow>& rows, const sem::EstimateRow& row) {
    const sem::EstimateRow* found = same_row(rows, row);
    return found ? found->est : std::nan("");
  };
  for (const sem::EstimateRow& row : result.parameters) {
    csv.cell(std::string_view(row.lhs)).cell(std::string_view(row.op)).cell(std::string_view(row.rhs));
    csv.cell(row.group).cell(std::string_view(row.label)).cell(std::size_t{row.is_free});
    csv.cell(row.est).cell(row.se).cell(row.z).cell(row.pvalue).cell(row.ci_lower).cell(row.ci_upper);
    csv.cell(standardized(result.standardized_lv, row)).cell(standardized(result.standardized_all, row));
    csv.cell(standardized(result.standardized_nox, row)).end_line();
  }
  return csv.take();
}

std::string sem_table_csv(const SemResult& result) {
  CsvWriter csv;
  for (const char* name : {"lhs", "op", "rhs", "group", "label", "free", "start"}) csv.cell(std::string_view(name));
  csv.end_line();
  std::size_t number = 0;
  for (const sem::EstimateRow& row : result.parameter_table) {
    csv.cell(std::string_view(row.lhs)).cell(std::string_view(row.op)).cell(std::string_view(row.rhs)).cell(row.group);
    csv.cell(std::string_view(row.label)).cell(row.is_free ? ++number : std::size_t{0}).cell(row.est).end_line();
  }
  return csv.take();
}

std::string sem_scores_csv(const SemResult& result) {
  CsvWriter csv;
  const bool has_groups = result.groups.size() > 1;
  const std::size_t groups = result.scores.size() / 2;  // by method, then by group
  csv.cell(std::string_view("row"));
  if (has_groups) csv.cell(std::string_view("group"));
  for (const char* ending : {"", ".bartlett"})
    for (const std::string& factor : result.latent) csv.cell(std::string_view(factor + ending));
  csv.end_line();
  for (std::size_t g = 0; g < groups; ++g) {
    const sem::FactorScores& regression = result.scores[g];
    for (std::size_t i = 0; i < regression.rows.size(); ++i) {
      csv.cell(regression.rows[i]);
      if (has_groups) csv.cell(std::string_view(regression.group));
      for (const NamedMatrix* scores : {&regression.scores, &result.scores[groups + g].scores})
        for (std::size_t k = 0; k < result.latent.size(); ++k) csv.cell(scores->at(i, k));
      csv.end_line();
    }
  }
  return csv.take();
}

}  // namespace rapport::stats
