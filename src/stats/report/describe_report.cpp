#include "stats/report/describe_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "stats/report/csv_writer.hpp"
#include "stats/report/json_parts.hpp"

namespace rapport::stats {
namespace {
/// "x1 (How often do you ride?)"
std::string named(const std::string& name, const std::string& label) {
  return label.empty() ? name : name + " (" + label + ")";
}

Json or_null(const std::string& label) {
  return label.empty() ? Json() : Json(label);
}
}  // namespace

Report describe_report(const Description& description, const std::string& source) {
  Report report{.title = "Descriptive statistics of " + source};
  report.facts.push_back(
      fmt::format("{} respondents, {} variables.", description.row_count, description.variables.size()));
  ReportTable table{
      .caption = "Variables",
      .columns = {"variable", "n", "missing", "mean", "sd", "se", "median", "min", "max", "skewness", "kurtosis"},
      .note = "sd with divisor n - 1; skewness and kurtosis are G1 and G2, as SPSS prints them."};
  for (const VariableDescription& v : description.variables) {
    table.rows.push_back({v.name, v.n, v.missing, ReportNumber{v.mean}, ReportNumber{v.sd}, ReportNumber{v.se},
                          ReportNumber{v.median, 2}, ReportNumber{v.min, 2}, ReportNumber{v.max, 2},
                          ReportNumber{v.skewness}, ReportNumber{v.kurtosis}});
  }
  report.tables.push_back(std::move(table));
  for (const FrequencyTable& f : description.frequencies) {
    ReportTable frequencies{.caption = "Frequencies of " + named(f.name, f.label),
                            .columns = {"value", "count", "percent", "valid percent", "cumulative percent"}};
    for (const ValueCount& v : f.values) {
      frequencies.rows.push_back({named(v.value, v.label), v.count, ReportNumber{v.percent, 1},
                                  ReportNumber{v.valid_percent, 1}, ReportNumber{v.cumulative_percent, 1}});
    }
    if (f.missing > 0) {
      const double percent = 100.0 * static_cast<double>(f.missing) / static_cast<double>(description.row_count);
      frequencies.rows.push_back({"missing", f.missing, ReportNumber{percent, 1}, "", ""});
    }
    report.tables.push_back(std::move(frequencies));
  }
  return report;
}

std::string describe_json(const Description& description) {
  Json json{{"n", description.row_count}, {"variables", Json::array()}, {"frequencies", Json::array()}};
  for (const VariableDescription& v : description.variables) {
    json["variables"].push_back({{"name", v.name},
                                 {"label", or_null(v.label)},
                                 {"n", v.n},
                                 {"missing", v.missing},
                                 {"mean", v.mean},
                                 {"sd", v.sd},
                                 {"se", v.se},
                                 {"median", v.median},
                                 {"min", v.min},
                                 {"max", v.max},
                                 {"skewness", v.skewness},
                                 {"kurtosis", v.kurtosis}});
  }
  for (const FrequencyTable& f : description.frequencies) {
    Json values = Json::array();
    for (const ValueCount& v : f.values) {
      values.push_back({{"value", std::isnan(v.number) ? Json(v.value) : Json(v.number)},
                        {"label", or_null(v.label)},
                        {"count", v.count},
                        {"percent", v.percent},
                        {"valid_percent", v.valid_percent},
                        {"cumulative_percent", v.cumulative_percent}});
    }
    json["frequencies"].push_back(
        {{"name", f.name}, {"n", f.n}, {"missing", f.missing}, {"values", std::move(values)}});
  }
  return json.dump(2) + "\n";
}

std::string describe_csv(const Description& description) {
  CsvWriter csv;
  for (const char* name :
       {"name", "n", "missing", "mean", "sd", "se", "median", "min", "max", "skewness", "kurtosis"}) {
    csv.cell(std::string_view(name));
  }
  csv.end_line();
  for (const VariableDescription& v : description.variables) {
    csv.cell(v.name).cell(v.n).cell(v.missing).cell(v.mean).cell(v.sd).cell(v.se).cell(v.median).cell(v.min).cell(
        v.max);
    csv.cell(v.skewness).cell(v.kurtosis).end_line();
  }
  return csv.take();
}

}  // namespace rapport::stats
