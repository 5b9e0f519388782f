#include "stats/report/sem_fit_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/diagram/heat_map.hpp"
#include "stats/report/sem_lookup.hpp"
#include "stats/report/sem_report.hpp"

namespace rapport::stats {
namespace {
using sem::SemResult;

struct Measure {
  const char* label;
  const char* name;  // lavaan's
  int decimals = 3;
  bool is_pvalue = false;
};

constexpr Measure versions[] = {{"χ²", "chisq"},
                                {"degrees of freedom", "df"},
                                {"p", "pvalue", 3, true},
                                {"CFI", "cfi"},
                                {"  T-size CFI (95 %)", "cfi.tsize"},
                                {"TLI", "tli"},
                                {"NFI", "nfi"},
                                {"IFI", "ifi"},
                                {"RMSEA", "rmsea"},
                                {"  90 % lower", "rmsea.ci.lower"},
                                {"  90 % upper", "rmsea.ci.upper"},
                                {"  p (RMSEA ≤ 0.05)", "rmsea.pvalue", 3, true}};
constexpr Measure singles[] = {{"SRMR", "srmr"},
                               {"GFI", "gfi"},
                               {"AGFI", "agfi"},
                               {"χ² of the baseline model", "baseline.chisq"},
                               {"degrees of freedom of the baseline model", "baseline.df", 0},
                               {"log-likelihood", "logl"},
                               {"AIC", "aic"},
                               {"BIC", "bic"},
                               {"BIC, sample-size adjusted", "bic2"}};

ReportCell measure_cell(const SemResult& result, const Measure& measure, const char* kind) {
  const double value = fit_measure(result, std::string(measure.name) + kind);
  const bool whole = std::string_view(measure.name) == "df" && value == std::round(value);
  return ReportNumber{value, whole ? 0 : measure.decimals, measure.is_pvalue};
}

bool has_any(const SemResult& result, const char* kind) {
  return std::any_of(std::begin(versions), std::end(versions), [&](const Measure& measure) {
    return std::isfinite(fit_measure(result, std::string(measure.name) + kind));
  });
}

/// A pair of variables and its residual.
struct Residual {
  std::size_t group = 1;
  std::string a, b;
  double correlation = 0, z = 0;
};

std::vector<Residual> residuals_by_size(const SemResult& result) {
  std::vector<Residual> found;
  for (std::size_t g = 0; g < result.residuals.size(); ++g) {
    const sem::ResidualSet& set = result.residuals[g];
    const NamedMatrix& matrix = set.correlation;
    const bool with_z = set.standardized.values.size() == matrix.values.size();
    for (std::size_t i = 0; i < matrix.rows.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (!std::isfinite(matrix.at(i, j))) continue;
        found.push_back({g + 1, matrix.cols[j], matrix.rows[i], matrix.at(i, j),
                         with_z ? set.standardized.at(i, j) : std::nan("")});
      }
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Residual& a, const Residual& b) {
    return std::abs(a.correlation) > std::abs(b.correlation);
  });
  return found;
}
}  // namespace

std::string fit_line(const SemResult& result) {
  const sem::TestRow* test = deciding_test(result);
  if (!test) return "No test of fit was asked for";
  const double chisq = test->stat, df = test->df, p = test->pvalue;
  const int df_decimals = df == std::round(df) ? 0 : 2;
  std::string line =
      fmt::format("{}({}) = {}", words_of_chi_square(result), printed({df, df_decimals}), printed({chisq, 2}));
  if (std::isfinite(p)) line += p < 0.001 ? ", p < 0.001" : fmt::format(", p = {}", printed({p, 3}));
  if (test->draws > 0) line += fmt::format(" (Bollen–Stine, {} draws)", test->draws);
  if (df > 0) line += fmt::format(", χ²/df = {}", printed({chisq / df, 2}));
  for (const auto& [label, name] : {std::pair{"CFI", "cfi"}, {"TLI", "tli"}, {"NFI", "nfi"}, {"RMSEA", "rmsea"}}) {
    const BestMeasure best = best_fit_measure(result, name);
    line += fmt::format(", {}{} = {}", best.kind, label, printed({best.value, 2}));
  }
  const double lower = best_fit_measure(result, "rmsea.ci.lower").value;
  const double upper = best_fit_measure(result, "rmsea.ci.upper").value;
  if (std::isfinite(upper)) line += fmt::format(" [{}, {}]", printed({lower, 2}), printed({upper, 2}));
  line += fmt::format(", SRMR = {}", printed({fit_measure(result, "srmr"), 2}));
  return line;
}

ReportTable fit_table(const SemResult& result) {
  const sem::TestRow* test = deciding_test(result);
  ReportTable table{.caption = "Fit", .columns = {"measure", "standard"}};
  std::vector<const char*> kinds = {""};
  for (const auto& [kind, label] : {std::pair{".scaled", "scaled"}, {".robust", "robust"}}) {
    if (!has_any(result, kind)) continue;
    kinds.push_back(kind);
    table.columns.push_back(label);
  }
  for (const Measure& measure : versions) {
    if (!test) break;
    std::vector<ReportCell> row{std::string(measure.label)};
    for (const char* kind : kinds) row.push_back(measure_cell(result, measure, kind));
    table.rows.push_back(std::move(row));
  }
  for (const Measure& measure : singles) {
    if (!std::isfinite(fit_measure(result, measure.name))) continue;
    std::vector<ReportCell> row{std::string(measure.label), measure_cell(result, measure, "")};
    while (row.size() < table.columns.size()) row.push_back(std::string());
    table.rows.push_back(std::move(row));
  }
  table.note = "Usual marks of good fit: CFI and TLI from 0.95, RMSEA to 0.06, SRMR to 0.08 (Hu & Bentler 1999).";
  if (test && test->draws > 0) {
    std::vector<ReportCell> row{fmt::format("p (Bollen–Stine, {} draws)", test->draws),
                                ReportNumber{test->pvalue, 3, true}};
    row.resize(table.columns.size(), std::string());
    table.rows.insert(table.rows.begin() + 3, std::move(row));  // under the p of the distribution
  } else if (test && test->test != "standard") {
    table.note += " The adjusted test is the " + words_of_test(test->test) + " one.";
  }
  return table;
}

ReportTable largest_residuals_table(const SemResult& result) {
  ReportTable table{.caption = "Largest residuals"};
  if (result.groups.size() > 1) table.columns.push_back("group");
  table.columns.insert(table.columns.end(), {"variable", "with", "correlation residual", "z"});
  std::vector<Residual> residuals = residuals_by_size(result);
  if (residuals.size() > 10) residuals.resize(10);
  for (const Residual& residual : residuals) {
    std::vector<ReportCell> row;
    if (result.groups.size() > 1) row.push_back(group_label(result, residual.group));
    row.insert(row.end(), {residual.a, residual.b, ReportNumber{residual.correlation}, ReportNumber{residual.z, 2}});
    table.rows.push_back(std::move(row));
  }
  table.note = "Beyond ±0.1 the model misses something about the pair.";
  return table;
}

std::vector<ReportTable> residual_tables(const SemResult& result) {
  std::vector<ReportTable> tables;
  for (std::size_t g = 0; g < result.residuals.size(); ++g) {
    const NamedMatrix& matrix = result.residuals[g].correlation;
    if (matrix.rows.size() < 2) continue;
    const std::string caption =
        "Correlation residuals" + (result.groups.size() > 1 ? ", " + group_label(result, g + 1) : std::string());
    ReportTable table = matrix_table(matrix, caption, MatrixPart::lower, "");
    table.columns.front() = "variable";
    table.drawing = draw_heat_map(matrix, {.title = caption});
    if (matrix.rows.size() > 40) table.rows.resize(40);
    if (matrix.rows.size() > 40) table.note = "The first 40 variables; the JSON has them all.";
    tables.push_back(std::move(table));
  }
  return tables;
}

ReportTable modification_table(const SemResult& result, std::size_t count) {
  ReportTable table{.caption = "Largest modification indices"};
  if (result.groups.size() > 1) table.columns.push_back("group");
  table.columns.insert(table.columns.end(), {"parameter", "MI", "expected change", "standardized"});
  std::vector<sem::ModificationIndex> sorted = result.modification_indices;
  std::erase_if(sorted, [](const sem::ModificationIndex& index) { return !std::isfinite(index.mi); });
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.mi > b.mi; });
  if (sorted.size() > count) sorted.resize(count);
  for (const sem::ModificationIndex& index : sorted) {
    std::vector<ReportCell> row;
    if (result.groups.size() > 1) row.push_back(group_label(result, index.group));
    row.insert(row.end(), {fmt::format("{} {} {}", index.lhs, index.op, index.rhs), ReportNumber{index.mi, 2},
                           ReportNumber{index.epc}, ReportNumber{index.sepc_all}});
    table.rows.push_back(std::move(row));
  }
  table.note = "How much χ² would fall if the parameter were free. Free one only where theory has a reason.";
  return table;
}

}  // namespace rapport::stats
