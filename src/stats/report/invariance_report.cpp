#include "stats/report/invariance_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "stats/report/apa_tables.hpp"
#include "stats/report/csv_writer.hpp"
#include "stats/report/json_parts.hpp"
#include "stats/report/sem_tables.hpp"

namespace rapport::stats {
namespace {
using sem::InvarianceResult;
using sem::InvarianceStep;

/// The numbers of a step, by lavaan's names.
struct StepNumber {
  const char* name;
  double InvarianceStep::* value;
};
constexpr StepNumber step_numbers[] = {{"chisq", &InvarianceStep::chi_square},
                                       {"df", &InvarianceStep::df},
                                       {"pvalue", &InvarianceStep::pvalue},
                                       {"cfi", &InvarianceStep::cfi},
                                       {"tli", &InvarianceStep::tli},
                                       {"rmsea", &InvarianceStep::rmsea},
                                       {"rmsea.ci.lower", &InvarianceStep::rmsea_lower},
                                       {"rmsea.ci.upper", &InvarianceStep::rmsea_upper},
                                       {"srmr", &InvarianceStep::srmr},
                                       {"aic", &InvarianceStep::aic},
                                       {"bic", &InvarianceStep::bic},
                                       {"delta.chisq", &InvarianceStep::delta_chi_square},
                                       {"delta.df", &InvarianceStep::delta_df},
                                       {"delta.pvalue", &InvarianceStep::delta_pvalue},
                                       {"delta.cfi", &InvarianceStep::delta_cfi},
                                       {"delta.rmsea", &InvarianceStep::delta_rmsea},
                                       {"delta.srmr", &InvarianceStep::delta_srmr}};

std::string equal_words(const InvarianceStep& step) {
  std::string words;
  for (const sem::GroupEqual part : step.equal) words += (words.empty() ? "" : ", ") + sem::word_of(part);
  return words.empty() ? "the form of the model" : words;
}

/// "Left free: x3 ~ 1.", or nothing.
std::string words_of_partial(const InvarianceResult& result) {
  return result.partial.empty() ? "" : fmt::format("Left free: {}.", fmt::join(result.partial, ", "));
}

std::size_t respondents_of(const InvarianceResult& result) {
  std::size_t all = 0;
  for (const auto& [label, n] : result.groups) all += n;
  return all;
}

int df_decimals(double df) {
  return df == std::round(df) ? 0 : 2;
}

ReportTable fit_of_steps(const InvarianceResult& result) {
  ReportTable table{
      .caption = "Fit of the steps",
      .columns = {"step", "equal over groups", "χ²", "df", "p", "CFI", "TLI", "RMSEA", "SRMR", "AIC", "BIC"}};
  for (const InvarianceStep& s : result.steps) {
    table.rows.push_back({s.name, equal_words(s), ReportNumber{s.chi_square}, ReportNumber{s.df, df_decimals(s.df)},
                          ReportNumber{s.pvalue, 3, true}, ReportNumber{s.cfi}, ReportNumber{s.tli},
                          ReportNumber{s.rmsea}, ReportNumber{s.srmr}, ReportNumber{s.aic, 1}, ReportNumber{s.bic, 1}});
  }
  return table;
}

ReportTable comparison_of_steps(const InvarianceResult& result) {
  ReportTable table{.caption = "Each step against the one before",
                    .columns = {"step", "Δχ²", "Δdf", "p", "ΔCFI", "ΔRMSEA", "ΔSRMR", "verdict"}};
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const InvarianceStep& s = result.steps[i];
    const double none = std::nan("");
    table.rows.push_back({s.name, ReportNumber{i ? s.delta_chi_square : none},
                          ReportNumber{i ? s.delta_df : none, df_decimals(s.delta_df)},
                          ReportNumber{i ? s.delta_pvalue : none, 3, true}, ReportNumber{i ? s.delta_cfi : none},
                          ReportNumber{i ? s.delta_rmsea : none}, ReportNumber{i ? s.delta_srmr : none}, s.verdict});
  }
  table.note = fmt::format(
      "A step holds while CFI falls by no more than {:.3f} and RMSEA or SRMR do not grow beyond their marks "
      "(Chen 2007; Cheung & Rensvold 2002). Δχ² is shown, but rejects trifles in large samples.",
      sem::chen_cutoffs(respondents_of(result)).cfi);
  if (!result.difference.empty()) table.note += " Difference test: " + result.difference + ".";
  return table;
}
}  // namespace

Report invariance_report(const InvarianceResult& result) {
  Report report{.title = "Measurement invariance over " + result.group +
                         (result.data_name.empty() ? "" : " of " + result.data_name)};
  for (const sem::DiagnosisRow& d : result.diagnoses) {
    (d.severity == "note" ? report.facts : report.warnings).push_back(d.message);
  }
  std::string people = "Groups:";
  for (std::size_t g = 0; g < result.groups.size(); ++g) {
    people += fmt::format("{} {} ({})", g ? "," : "", result.groups[g].first, result.groups[g].second);
  }
  report.facts.insert(report.facts.begin(), {result.conclusion, fmt::format("{}; {} respondents. Estimator {}.", people,
                                                                            respondents_of(result), result.estimator)});
  if (!result.partial.empty()) report.facts.push_back(words_of_partial(result));
  report.tables = {comparison_of_steps(result), fit_of_steps(result)};
  if (!result.releases.empty())
    report.tables.push_back(
        constraint_tests_table(result.releases, "What the step " + result.failed_step + " fails by"));
  return report;
}

std::string invariance_json(const InvarianceResult& result) {
  Json json{{"model", result.model},        {"data", result.data_name},        {"group", result.group},
            {"group_label", Json::array()}, {"nobs", Json::array()},           {"estimator", result.estimator},
            {"missing", result.missing},    {"difference", result.difference}, {"steps", Json::array()}};
  for (const auto& [label, n] : result.groups) {
    json["group_label"].push_back(label);
    json["nobs"].push_back(n);
  }
  for (const InvarianceStep& step : result.steps) {
    Json row{{"name", step.name}, {"equal", Json::array()}, {"converged", step.converged}};
    for (const sem::GroupEqual part : step.equal) row["equal"].push_back(sem::word_of(part));
    for (const StepNumber& number : step_numbers) row[number.name] = step.*number.value;
    row["holds"] = step.holds;
    row["verdict"] = step.verdict;
    json["steps"].push_back(std::move(row));
  }
  json["conclusion"] = result.conclusion;
  json["group.partial"] = result.partial;
  json["failed_step"] = result.failed_step;
  json["constraintTests"] = constraint_tests_json(result.releases);
  json["diagnoses"] = Json::array();
  for (const sem::DiagnosisRow& d : result.diagnoses) {
    json["diagnoses"].push_back({{"severity", d.severity}, {"code", d.code}, {"message", d.message}});
  }
  return json.dump(1) + "\n";
}

InvarianceResult read_invariance_json(std::string_view text) {
  const Json json = Json::parse(text);
  InvarianceResult result{.model = json.at("model"),
                          .data_name = json.at("data"),
                          .group = json.at("group"),
                          .estimator = json.at("estimator"),
                          .missing = json.at("missing"),
                          .difference = json.at("difference"),
                          .conclusion = json.at("conclusion")};
  for (std::size_t g = 0; g < json.at("group_label").size(); ++g) {
    result.groups.emplace_back(json.at("group_label").at(g), json.at("nobs").at(g));
  }
  for (const Json& row : json.at("steps")) {
    InvarianceStep step{.name = row.at("name"),
                        .converged = row.at("converged"),
                        .holds = row.at("holds"),
                        .verdict = row.at("verdict")};
    for (const Json& word : row.at("equal")) step.equal.push_back(sem::group_equal_of(word));
    for (const StepNumber& number : step_numbers) {
      step.*number.value = number_of(row.at(number.name));
    }
    result.steps.push_back(std::move(step));
  }
  result.partial = json.value("group.partial", std::vector<std::string>{});
  result.failed_step = json.value("failed_step", std::string());
  result.releases = constraint_tests_of(json.value("constraintTests", Json::array()));
  for (const Json& row : json.at("diagnoses")) {
    result.diagnoses.push_back({row.at("severity"), row.at("code"), row.at("message")});
  }
  return result;
}

std::string invariance_csv(const InvarianceResult& result) {
  CsvWriter csv;
  csv.cell(std::string_view("step")).cell(std::string_view("equal"));
  for (const StepNumber& number : step_numbers) csv.cell(std::string_view(number.name));
  csv.cell(std::string_view("holds")).cell(std::string_view("verdict")).end_line();
  for (const InvarianceStep& step : result.steps) {
    csv.cell(std::string_view(step.name)).cell(std::string_view(equal_words(step)));
    for (const StepNumber& number : step_numbers) csv.cell(step.*number.value);
    csv.cell(std::size_t{step.holds}).cell(std::string_view(step.verdict)).end_line();
  }
  return csv.take();
}

std::string invariance_apa(const InvarianceResult& result) {
  TextRows rows;
  const auto two = [](double value) { return printed({value, 2}); };
  const auto three = [](double value) { return printed({value, 3}); };
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const InvarianceStep& s = result.steps[i];
    const std::string decision = s.holds ? "Accepted" : "Rejected";
    rows.push_back({fmt::format("M{}: {}", i + 1, s.name),
                    fmt::format("{} ({})", two(s.chi_square), printed({s.df, 0})), three(s.cfi), three(s.rmsea),
                    three(s.srmr), i ? fmt::format("M{}", i) : std::string("–"),
                    i ? fmt::format("{} ({})", two(s.delta_chi_square), printed({s.delta_df, 0})) : std::string("–"),
                    i ? three(s.delta_cfi) : "–", i ? three(s.delta_rmsea) : "–", decision});
  }
  ApaTables tables;
  tables.add("Measurement invariance over " + result.group,
             {"Model", "χ² (df)", "CFI", "RMSEA", "SRMR", "Against", "Δχ² (Δdf)", "ΔCFI", "ΔRMSEA", "Decision"}, rows,
             "");
  const std::string freed = words_of_partial(result);
  return result.conclusion + "\n" + (freed.empty() ? "" : freed + "\n") + tables.take();
}

}  // namespace rapport::stats
