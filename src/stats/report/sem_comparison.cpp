#include "stats/report/sem_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "stats/report/json_parts.hpp"
#include "stats/report/sem_json.hpp"
#include "stats/report/sem_lookup.hpp"
#include "stats/sem/measures/chi_square.hpp"

namespace rapport::stats {
namespace {
using sem::EstimateRow;
using sem::SemResult;
using Key = std::array<std::string, 4>;

Key key_of(const EstimateRow& row) {
  // a covariance is the same whichever side comes first
  const bool turn = row.op == "~~" && row.rhs < row.lhs;
  return {std::to_string(row.group), turn ? row.rhs : row.lhs, row.op, turn ? row.lhs : row.rhs};
}

std::set<Key> free_parameters(const SemResult& result) {
  std::set<Key> keys;
  for (const EstimateRow& row : result.parameters) {
    if (row.is_free && row.group > 0) keys.insert(key_of(row));
  }
  return keys;
}

bool same_sample(const SemResult& a, const SemResult& b) {
  const auto sorted = [](std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    return names;
  };
  return a.ntotal == b.ntotal && a.groups == b.groups && sorted(a.observed) == sorted(b.observed) &&
         a.discrepancy == b.discrepancy;
}

bool same_test(const SemResult& a, const SemResult& b) {
  const sem::TestRow *of_a = deciding_test(a), *of_b = deciding_test(b);
  return of_a && of_b && of_a->test == of_b->test;
}

bool says_the_same(const SemResult& a, const SemResult& b) {
  if (a.df != b.df || a.tests.empty() || b.tests.empty()) return false;
  const double left = a.tests.front().stat, right = b.tests.front().stat;
  return std::abs(left - right) <= 1e-6 * std::max(1.0, std::abs(left));
}

bool is_nested(const SemResult& strict, const SemResult& loose) {
  const std::set<Key> few = free_parameters(strict), many = free_parameters(loose);
  return strict.df > loose.df && std::includes(many.begin(), many.end(), few.begin(), few.end());
}

/// Fills in the difference; leaves it NaN where the adjusted tests have none of two results alone.
void work_out_difference(const SemResult& strict, const SemResult& loose, SemComparison& comparison) {
  const sem::TestRow *t0 = deciding_test(strict), *t1 = deciding_test(loose);
  comparison.delta_df = strict.df - loose.df;
  if (!same_test(strict, loose)) return;
  const double plain = strict.tests.front().stat - loose.tests.front().stat;
  if (t0->test == "standard") {
    comparison.delta_chi_square = plain;
    comparison.method = "standard";
  } else if (t0->test == "satorra.bentler" || t0->test.starts_with("yuan.bentler")) {
    const double c1 = loose.df > 0 ? loose.df * t1->scaling_factor : 0;
    const double c = (strict.df * t0->scaling_factor - c1) / comparison.delta_df;
    if (c > 0) comparison.delta_chi_square = plain / c;
    comparison.method = "satorra.bentler.2001";
  }
  if (std::isfinite(comparison.delta_chi_square)) {
    comparison.pvalue = sem::chi_square_upper_tail(comparison.delta_chi_square, comparison.delta_df);
  }
}

std::string verdict_of(const SemResult& a, const SemResult& b, const SemComparison& c) {
  if (!same_sample(a, b)) {
    return "The two runs are about different variables, respondents or estimators: their fit cannot be compared.";
  }
  if (says_the_same(a, b)) {
    return "Both fit these answers alike to the last digit, with as many degrees of freedom: twice the same model, or "
           "two forms of one.";
  }
  if (!c.nested) {
    const double aic_a = fit_measure(a, "aic"), aic_b = fit_measure(b, "aic");
    std::string start = "Neither model is a stricter version of the other, so χ² does not tell them apart.";
    if (!std::isfinite(aic_a) || !std::isfinite(aic_b)) return start;
    return start + fmt::format(" AIC is lower for {} ({} against {}).", aic_a < aic_b ? "A" : "B",
                               printed({std::min(aic_a, aic_b), 1}), printed({std::max(aic_a, aic_b), 1}));
  }
  const char* strict = a.df > b.df ? "A" : "B";
  const char* loose = a.df > b.df ? "B" : "A";
  if (!std::isfinite(c.delta_chi_square)) {
    return fmt::format(
        "{} is a stricter version of {}. {}", strict, loose,
        same_test(a, b) ? "The difference of these adjusted tests needs both models fitted together; compare CFI and "
                          "RMSEA instead."
                        : "They were tested in different ways: estimate both with one estimator and one test to have "
                          "the difference of their χ².");
  }
  return fmt::format("{} is a stricter version of {}: Δχ²({}) = {}, p {}. {}", strict, loose, printed({c.delta_df, 0}),
                     printed({c.delta_chi_square, 2}), c.pvalue < 0.001 ? "< 0.001" : "= " + printed({c.pvalue}),
                     c.pvalue < 0.05 ? fmt::format("{} fits better by more than chance.", loose)
                                     : fmt::format("{} fits as well, and says it more simply.", strict));
}

std::string words_of_difference(const std::string& method) {
  return method == "satorra.bentler.2001"   ? "Satorra & Bentler (2001)"
         : method == "satorra.bentler.2010" ? "Satorra & Bentler (2010)"
                                            : "Satorra (2000), scaled and shifted";
}

ReportTable fit_side_by_side(const SemResult& a, const SemResult& b) {
  ReportTable table{.caption = "Fit", .columns = {"measure", "A", "B", "B − A"}};
  const auto add = [&](const std::string& label, double left, double right, int decimals) {
    if (!std::isfinite(left) && !std::isfinite(right)) return;
    table.rows.push_back(
        {label, ReportNumber{left, decimals}, ReportNumber{right, decimals}, ReportNumber{right - left, decimals}});
  };
  const auto stat = [](const SemResult& r) { return deciding_test(r) ? deciding_test(r)->stat : std::nan(""); };
  if (same_test(a, b)) {
    add(words_of_chi_square(a), stat(a), stat(b), 3);
  } else {  // an adjusted figure beside one that is not would be no comparison
    add("χ²", fit_measure(a, "chisq"), fit_measure(b, "chisq"), 3);
  }
  add("degrees of freedom", a.df, b.df, 0);
  for (const auto& [label, name] : {std::pair{"CFI", "cfi"}, {"TLI", "tli"}, {"RMSEA", "rmsea"}}) {
    const BestMeasure left = best_fit_measure(a, name), right = best_fit_measure(b, name);
    if (left.kind == right.kind) {
      add(left.kind + label, left.value, right.value, 3);
    } else {
      add(label, fit_measure(a, name), fit_measure(b, name), 3);
    }
  }
  for (const auto& [label, name] : {std::pair{"SRMR", "srmr"}, {"AIC", "aic"}, {"BIC", "bic"}}) {
    add(label, fit_measure(a, name), fit_measure(b, name), 3);
  }
  return table;
}

ReportTable estimates_side_by_side(const SemResult& a, const SemResult& b) {
  ReportTable table{.caption = "Estimates", .columns = {"parameter"}};
  const bool groups = a.groups.size() > 1 || b.groups.size() > 1;
  if (groups) table.columns.push_back("group");
  table.columns.insert(table.columns.end(), {"A", "se A", "standardized A", "B", "se B", "standardized B"});
  std::map<Key, const EstimateRow*> of_b;
  for (const EstimateRow& row : b.parameters) of_b[key_of(row)] = &row;
  const auto add = [&](const EstimateRow* left, const EstimateRow* right) {
    const EstimateRow& row = left ? *left : *right;
    std::vector<ReportCell> cells{fmt::format("{} {} {}", row.lhs, row.op, row.rhs)};
    if (groups) cells.push_back(group_label(a.groups.size() > 1 ? a : b, row.group));
    for (const auto& [result, mine] : {std::pair{&a, left}, {&b, right}}) {
      const EstimateRow* standardized = mine ? same_row(result->standardized_all, *mine) : nullptr;
      cells.push_back(ReportNumber{mine ? mine->est : std::nan("")});
      cells.push_back(ReportNumber{mine && mine->is_free ? mine->se : std::nan("")});
      cells.push_back(ReportNumber{standardized ? standardized->est : std::nan("")});
    }
    table.rows.push_back(std::move(cells));
  };
  for (const EstimateRow& row : a.parameters) {
    const auto found = of_b.find(key_of(row));
    add(&row, found == of_b.end() ? nullptr : found->second);
    if (found != of_b.end()) of_b.erase(found);
  }
  for (const EstimateRow& row : b.parameters) {
    if (of_b.contains(key_of(row))) add(nullptr, &row);
  }
  table.note = "A dash: fixed, or not in that model.";
  return table;
}
}  // namespace

SemComparison compare_sems(const SemResult& a, const SemResult& b,
                           const std::optional<sem::ConstraintTest>& difference) {
  SemComparison comparison;
  if (same_sample(a, b)) {
    const SemResult& strict = a.df > b.df ? a : b;
    const SemResult& loose = a.df > b.df ? b : a;
    comparison.nested = is_nested(strict, loose);
    if (comparison.nested && difference) {
      comparison.delta_chi_square = difference->stat;
      comparison.delta_df = difference->df;
      comparison.pvalue = difference->pvalue;
      comparison.method = difference->method;
    } else if (comparison.nested) {
      work_out_difference(strict, loose, comparison);
    }
  }
  comparison.verdict = verdict_of(a, b, comparison);
  comparison.tables = {fit_side_by_side(a, b), estimates_side_by_side(a, b)};
  return comparison;
}

Report comparison_report(const SemComparison& comparison, const std::string& data_name) {
  Report report{.title = "Two models of " + data_name, .facts = {comparison.verdict}, .tables = comparison.tables};
  if (!comparison.method.empty() && comparison.method != "standard")
    report.facts.push_back("The difference is tested as in " + words_of_difference(comparison.method) + ".");
  return report;
}

std::string comparison_json(const SemComparison& comparison, const SemResult& a, const SemResult& b) {
  const Json json{{"nested", comparison.nested},
                  {"verdict", comparison.verdict},
                  {"difference",
                   {{"method", comparison.method},
                    {"Chisq diff", comparison.delta_chi_square},
                    {"Df diff", comparison.delta_df},
                    {"Pr(>Chisq)", comparison.pvalue}}},
                  {"a", Json::parse(sem_json(a))},
                  {"b", Json::parse(sem_json(b))}};
  return json.dump(1) + "\n";
}

}  // namespace rapport::stats
