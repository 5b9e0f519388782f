#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/diagram/path_diagram.hpp"
#include "stats/report/apa_tables.hpp"
#include "stats/report/sem_lookup.hpp"
#include "stats/report/sem_report.hpp"
#include "stats/report/sem_tables.hpp"

namespace rapport::stats {
namespace {
using sem::EstimateRow;
using sem::SemResult;

std::string two(double value) {
  return printed({value, 2});
}
std::string starred(double value, double pvalue) {
  return two(value) + significance_stars(pvalue);
}

std::string title_for(const SemResult& result, std::size_t group, const std::string& title) {
  return result.groups.size() > 1 ? title + ", " + group_label(result, group) : title;
}

/// One row per item; the construct and its figures stand at its first item.
void add_measurement(const SemResult& result, std::size_t group, ApaTables& tables) {
  TextRows rows;
  std::string before;
  for (const EstimateRow& row : result.parameters) {
    if (row.op != "=~" || row.group != group) continue;
    const EstimateRow* standardized = same_row(result.standardized_all, row);
    const EstimateRow& shown = standardized ? *standardized : row;
    std::vector<std::string> cells{
        row.lhs == before ? "" : row.lhs, row.rhs, starred(shown.est, shown.pvalue), "", "", ""};
    for (const sem::FactorReliability& f : result.reliability) {
      if (f.factor != row.lhs || f.group != group || row.lhs == before) continue;
      cells[3] = two(f.alpha);
      cells[4] = two(f.composite_reliability);
      cells[5] = two(f.ave);
    }
    before = row.lhs;
    rows.push_back(std::move(cells));
  }
  tables.add(title_for(result, group, "Measurement model"),
             {"Construct", "Item", "Standardized loading", "Cronbach's α", "CR", "AVE"}, rows,
             "CR: composite reliability. AVE: average variance extracted. * p < 0.05; ** p < 0.01; *** p < 0.001");
}

void add_scales(const SemResult& result, std::size_t group, ApaTables& tables) {
  TextRows rows;
  for (const sem::ScaleSummary& scale : result.scales) {
    if (scale.group == group) rows.push_back({scale.factor, two(scale.mean), two(scale.sd), two(scale.alpha)});
  }
  tables.add(title_for(result, group, "Summary of measurement scales"), {"Variable", "Mean", "SD", "Cronbach's α"},
             rows, "");
}

/// The p-value of a correlation, from the standardized covariance.
double pvalue_of(const SemResult& result, const std::string& a, const std::string& b, std::size_t group) {
  for (const EstimateRow& row : result.standardized_all) {
    if (row.op != "~~" || row.group != group) continue;
    if ((row.lhs == a && row.rhs == b) || (row.lhs == b && row.rhs == a)) return row.pvalue;
  }
  return std::nan("");
}

void add_correlations(const SemResult& result, std::size_t group, ApaTables& tables) {
  if (group > result.latent_correlations.size() || result.latent_correlations[group - 1].rows.size() < 2) return;
  const NamedMatrix matrix = fornell_larcker(result, group);
  std::vector<std::string> head{"Variable"};
  for (std::size_t i = 0; i < matrix.rows.size(); ++i) head.push_back(std::to_string(i + 1));
  TextRows rows;
  for (std::size_t i = 0; i < matrix.rows.size(); ++i) {
    std::vector<std::string> cells{fmt::format("{}. {}", i + 1, matrix.rows[i])};
    for (std::size_t j = 0; j < i; ++j) {
      cells.push_back(starred(matrix.at(i, j), pvalue_of(result, matrix.rows[i], matrix.cols[j], group)));
    }
    cells.push_back(std::isfinite(matrix.at(i, i)) ? "(" + two(matrix.at(i, i)) + ")" : "–");
    rows.push_back(std::move(cells));
  }
  tables.add(
      title_for(result, group, "Correlations of the constructs"), head, rows,
      "In parentheses: square root of the average variance extracted. Stars where the correlation is a parameter.");
}

/// Regressions between constructs where no hypothesis was stated.
TextRows regression_rows(const SemResult& result) {
  TextRows rows;
  for (const EstimateRow& row : result.parameters) {
    if (row.op != "~") continue;
    const EstimateRow* standardized = same_row(result.standardized_all, row);
    const std::string group = group_label(result, row.group);
    rows.push_back({group.empty() ? "" : group, row.rhs + " – " + row.lhs,
                    starred(standardized ? standardized->est : row.est, row.pvalue), two(row.z), two(row.se), ""});
  }
  return rows;
}

/// "H1: a -> b > 0" is told as "a – b", the way a table of regression weights has it.
std::string relation_of(const sem::HypothesisRow& hypothesis) {
  std::size_t arrow = hypothesis.text.find("<->");
  const std::size_t length = arrow == std::string::npos ? 2 : 3;
  if (arrow == std::string::npos) arrow = hypothesis.text.find("->");
  if (arrow == std::string::npos) return hypothesis.text;
  std::string from = hypothesis.text.substr(0, arrow), to = hypothesis.text.substr(arrow + length);
  from.erase(from.find_last_not_of(' ') + 1);
  to.erase(0, to.find_first_not_of(' '));
  return from + (length == 3 ? " ↔ " : " – ") + to.substr(0, to.find_first_of(" <>=!"));
}

void add_hypotheses(const SemResult& result, ApaTables& tables) {
  TextRows rows;
  for (const sem::HypothesisRow& h : result.hypotheses) {
    std::string verdict = h.verdict;
    if (!verdict.empty() && verdict[0] >= 'a' && verdict[0] <= 'z') verdict[0] = static_cast<char>(verdict[0] - 32);
    rows.push_back({h.name, relation_of(h), starred(h.est_std, h.pvalue), two(h.z), two(h.se), verdict});
  }
  if (rows.empty()) rows = regression_rows(result);
  TextRows foot;
  if (const sem::TestRow* test = deciding_test(result)) {
    foot = {{"", words_of_chi_square(result), two(test->stat)},
            {"", "df", printed({test->df, test->df == std::round(test->df) ? 0 : 2})},
            {"", "χ²/df", two(test->stat / test->df)}};
  }
  for (const auto& [label, name] : {std::pair{"CFI", "cfi"}, {"TLI", "tli"}, {"NFI", "nfi"}, {"RMSEA", "rmsea"}}) {
    const BestMeasure best = best_fit_measure(result, name);
    foot.push_back({"", best.kind + label, two(best.value)});
  }
  tables.add(result.hypotheses.empty() ? "Regression weights" : "Test of hypotheses",
             {result.hypotheses.empty() ? "" : "Hypothesis", "Regression weights", "Standardized estimate", "C.R.",
              "Standard error", result.hypotheses.empty() ? "" : "Result of the test"},
             rows, "* p < 0.05; ** p < 0.01; *** p < 0.001", foot);
}
}  // namespace

std::string sem_apa(const SemResult& result) {
  std::string text;
  for (const sem::DiagnosisRow& d : result.diagnoses) {
    if (d.severity != "note") text += "Warning: " + d.message + "\n";
  }
  text += "Fit of the model: " + fit_line(result) + ".\n";
  ApaTables tables;
  for (std::size_t g = 1; g <= std::max<std::size_t>(1, result.groups.size()); ++g) {
    add_measurement(result, g, tables);
    add_scales(result, g, tables);
    add_correlations(result, g, tables);
  }
  add_hypotheses(result, tables);
  return text + tables.take();
}

}  // namespace rapport::stats
