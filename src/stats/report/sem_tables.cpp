#include "stats/report/sem_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/report/sem_lookup.hpp"

namespace rapport::stats {
namespace {
using sem::EstimateRow;
using sem::SemResult;

bool several_groups(const SemResult& result) {
  return result.groups.size() > 1;
}

/// The first columns of a table about groups.
ReportTable grouped_table(const SemResult& result, const char* caption, std::vector<std::string> columns) {
  ReportTable table{.caption = caption};
  if (several_groups(result)) table.columns.push_back("group");
  table.columns.insert(table.columns.end(), columns.begin(), columns.end());
  return table;
}
std::vector<ReportCell> grouped_row(const SemResult& result, std::size_t group) {
  if (!several_groups(result)) return {};
  return {group_label(result, group)};
}

struct Kind {
  const char* caption;
  std::vector<std::string> names;  // columns that name the parameter
  bool (*belongs)(const EstimateRow&);
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"Factor loadings", {"latent variable", "indicator"}, [](const EstimateRow& r) { return r.op == "=~"; }},
      {"Composites", {"composite", "indicator"}, [](const EstimateRow& r) { return r.op == "<~"; }},
      {"Regressions", {"outcome", "predictor"}, [](const EstimateRow& r) { return r.op == "~"; }},
      {"Covariances", {"variable", "with"}, [](const EstimateRow& r) { return r.op == "~~" && r.lhs != r.rhs; }},
      {"Intercepts and means", {"variable"}, [](const EstimateRow& r) { return r.op == "~1"; }},
      {"Thresholds", {"item", "threshold"}, [](const EstimateRow& r) { return r.op == "|"; }},
      {"Scales of ordinal items", {"item"}, [](const EstimateRow& r) { return r.op == "~*~"; }},
      {"Variances", {"variable"}, [](const EstimateRow& r) { return r.op == "~~" && r.lhs == r.rhs; }},
      {"Defined parameters", {"name", "as"}, [](const EstimateRow& r) { return r.op == ":="; }}};
  return all;
}

/// A label that a person gave; ".p2." is what an equality over groups brings.
bool is_own_label(const std::string& label) {
  return !label.empty() && !label.starts_with(".p");
}

/// Intercepts at 0 and scales at 1 in all groups, which no one asked for, say nothing.
bool is_default(const SemResult& result, const EstimateRow& row) {
  if (row.op != "~1" && row.op != "~*~") return false;
  return std::all_of(result.parameters.begin(), result.parameters.end(), [&](const EstimateRow& other) {
    const bool is_same = other.op == row.op && other.lhs == row.lhs;
    return !is_same || (!other.is_free && other.est == (row.op == "~1" ? 0 : 1));
  });
}

ReportTable table_of_kind(const SemResult& result, const Kind& kind) {
  ReportTable table = grouped_table(result, kind.caption, kind.names);
  const bool labels = std::any_of(result.parameters.begin(), result.parameters.end(), [&](const EstimateRow& row) {
    return kind.belongs(row) && row.op != ":=" && is_own_label(row.label);
  });
  if (labels) table.columns.push_back("label");
  table.columns.insert(table.columns.end(), {"estimate", "se", "z", "p", "lower", "upper", "standardized"});
  for (const EstimateRow& row : result.parameters) {
    if (!kind.belongs(row) || is_default(result, row)) continue;
    std::vector<ReportCell> cells = grouped_row(result, row.group);
    cells.push_back(row.lhs);
    if (kind.names.size() > 1) cells.push_back(row.rhs);
    if (labels) cells.push_back(is_own_label(row.label) ? row.label : std::string());
    const bool fixed = !row.is_free && row.op != ":=";  // what is fixed has no error: a dash, not 0.000
    const double none = std::nan("");
    cells.insert(cells.end(), {ReportNumber{row.est}, ReportNumber{fixed ? none : row.se},
                               ReportNumber{fixed ? none : row.z}, ReportNumber{fixed ? none : row.pvalue, 3, true},
                               ReportNumber{fixed ? none : row.ci_lower}, ReportNumber{fixed ? none : row.ci_upper}});
    const EstimateRow* standardized = same_row(result.standardized_all, row);
    cells.push_back(ReportNumber{standardized ? standardized->est : none});
    table.rows.push_back(std::move(cells));
  }
  return table;
}

double ave_of(const SemResult& result, const std::string& factor, std::size_t group) {
  for (const sem::FactorReliability& f : result.reliability) {
    if (f.factor == factor && f.group == group) return f.ave;
  }
  return std::nan("");
}
}  // namespace

std::vector<ReportTable> estimate_tables(const SemResult& result) {
  std::vector<ReportTable> tables;
  for (const Kind& kind : kinds()) tables.push_back(table_of_kind(result, kind));
  return tables;
}

ReportTable parameter_table_of(const SemResult& result) {
  ReportTable table{.caption = "Parameter table",
                    .columns = {"parameter", "operator", "with", "group", "label", "free", "start"}};
  std::size_t number = 0;
  for (const EstimateRow& row : result.parameter_table) {
    table.rows.push_back({row.lhs, row.op, row.rhs, row.group, row.label,
                          row.is_free ? std::to_string(++number) : std::string("fixed"), ReportNumber{row.est}});
  }
  return table;
}

ReportTable hypotheses_table(const SemResult& result) {
  ReportTable table{.caption = "Hypotheses",
                    .columns = {"hypothesis", "statement", "standardized", "estimate", "se", "z", "p", "result"}};
  for (const sem::HypothesisRow& h : result.hypotheses) {
    table.rows.push_back({h.name, h.text, ReportNumber{h.est_std}, ReportNumber{h.est}, ReportNumber{h.se},
                          ReportNumber{h.z}, ReportNumber{h.pvalue, 3, true}, h.verdict});
  }
  return table;
}

ReportTable constraint_tests_table(std::vector<sem::ConstraintTest> tests, const std::string& caption) {
  ReportTable table{.caption = caption, .columns = {"constraint", "test", "χ²", "df", "p"}};
  const auto is_single = [](const sem::ConstraintTest& t) { return t.method == "score" && t.df == 1; };
  std::stable_sort(tests.begin(), tests.end(), [&](const auto& a, const auto& b) {
    return is_single(a) != is_single(b) ? is_single(b) : is_single(a) && a.stat > b.stat;
  });
  constexpr std::size_t most_single = 10;
  std::size_t single = 0;
  for (const sem::ConstraintTest& t : tests) {
    if (is_single(t) && ++single > most_single) break;
    table.rows.push_back(
        {t.constraint, t.method, ReportNumber{t.stat, 2}, ReportNumber{t.df, 0}, ReportNumber{t.pvalue, 3, true}});
  }
  table.note = "Score: what χ² would fall by if the equality were released.";
  if (std::any_of(tests.begin(), tests.end(), [](const auto& t) { return t.method == "Wald"; }))
    table.note += " Wald: whether the constraint, which the model does not impose, agrees with the estimates.";
  return table;
}

ReportTable effects_table(const SemResult& result) {
  ReportTable table = grouped_table(result, "Indirect and total effects",
                                    {"effect", "kind", "estimate", "se", "z", "p", "lower", "upper", "standardized"});
  for (const sem::EffectRow& e : result.effects) {
    std::string way = e.from;
    for (const std::string& step : e.through) way += " → " + step;
    way += " → " + e.to;
    std::string kind = e.kind;
    std::replace(kind.begin(), kind.end(), '_', ' ');
    std::vector<ReportCell> cells = grouped_row(result, e.group);
    cells.insert(cells.end(), {way, kind, ReportNumber{e.est}, ReportNumber{e.se}, ReportNumber{e.z},
                               ReportNumber{e.pvalue, 3, true}, ReportNumber{e.ci_lower}, ReportNumber{e.ci_upper},
                               ReportNumber{e.est_std}});
    table.rows.push_back(std::move(cells));
  }
  return table;
}

ReportTable r2_table(const SemResult& result) {
  ReportTable table{.caption = "Explained variance (R²)", .columns = {"variable"}};
  if (!several_groups(result)) {
    table.columns.push_back("R²");
  } else {
    for (const auto& [label, n] : result.groups) table.columns.push_back(label);
  }
  if (result.r2.empty()) return table;
  for (std::size_t i = 0; i < result.r2.front().size(); ++i) {
    std::vector<ReportCell> cells{result.r2.front()[i].first};
    for (std::size_t g = 0; g + 1 < table.columns.size(); ++g) {
      const bool known = g < result.r2.size() && i < result.r2[g].size();
      cells.push_back(ReportNumber{known ? result.r2[g][i].second : std::nan("")});
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

ReportTable reliability_table(const SemResult& result) {
  ReportTable table = grouped_table(result, "Reliability",
                                    {"latent variable", "items", "alpha", "omega", "composite reliability", "AVE"});
  for (const sem::FactorReliability& f : result.reliability) {
    std::vector<ReportCell> cells = grouped_row(result, f.group);
    cells.insert(cells.end(), {f.factor, f.items, ReportNumber{f.alpha}, ReportNumber{f.omega},
                               ReportNumber{f.composite_reliability}, ReportNumber{f.ave}});
    table.rows.push_back(std::move(cells));
  }
  table.note =
      "omega from the unstandardized solution (McDonald), composite reliability and AVE from the standardized "
      "loadings (Fornell & Larcker).";
  return table;
}

NamedMatrix fornell_larcker(const SemResult& result, std::size_t group) {
  NamedMatrix matrix = result.latent_correlations.at(group - 1);
  for (std::size_t i = 0; i < matrix.rows.size(); ++i) {
    matrix.at(i, i) = std::sqrt(ave_of(result, matrix.rows[i], group));  // NaN stays NaN
  }
  return matrix;
}

std::vector<ReportTable> validity_tables(const SemResult& result) {
  std::vector<ReportTable> tables;
  for (std::size_t g = 1; g <= result.latent_correlations.size(); ++g) {
    if (result.latent_correlations[g - 1].rows.size() < 2) continue;
    const std::string of = several_groups(result) ? ", " + group_label(result, g) : "";
    tables.push_back(matrix_table(fornell_larcker(result, g), "Correlations of the latent variables" + of,
                                  MatrixPart::lower_with_diagonal, "√AVE in the diagonal (Fornell & Larcker)."));
    if (g <= result.htmt.size() && result.htmt[g - 1].rows.size() > 1) {
      tables.push_back(matrix_table(result.htmt[g - 1], "HTMT" + of, MatrixPart::lower, "From absolute correlations."));
    }
  }
  return tables;
}

}  // namespace rapport::stats
