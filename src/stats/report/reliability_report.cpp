#include "stats/report/reliability_report.hpp"

#include <fmt/format.h>

#include "stats/report/csv_writer.hpp"
#include "stats/report/json_parts.hpp"

namespace rapport::stats {

Report reliability_report(const ReliabilityResult& result, const std::string& source) {
  Report report{.title = "Reliability of the constructs in " + source, .warnings = result.warnings};
  report.facts.push_back(fmt::format("{} respondents.", result.n));
  ReportTable constructs{
      .caption = "Constructs",
      .columns = {"construct", "items", "alpha", "alpha standardized", "composite reliability", "AVE"}};
  ReportTable items{
      .caption = "Items",
      .columns = {"construct", "item", "mean", "sd", "loading", "item-rest correlation", "alpha if deleted"},
      .note = result.loadings_from == LoadingsFrom::pls
                  ? "Loadings are correlations with the scores of the PLS path model."
                  : "Loadings are correlations with the first principal component of the construct's items."};
  for (const ConstructReliability& c : result.constructs) {
    constructs.rows.push_back({c.name, c.items.size(), ReportNumber{c.alpha}, ReportNumber{c.alpha_standardized},
                               ReportNumber{c.rho_c}, ReportNumber{c.ave}});
    for (const ItemReliability& i : c.items) {
      items.rows.push_back({c.name, i.name, ReportNumber{i.mean}, ReportNumber{i.sd}, ReportNumber{i.loading},
                            ReportNumber{i.item_rest}, ReportNumber{i.alpha_if_deleted}});
    }
  }
  report.tables = {std::move(constructs), std::move(items),
                   matrix_table(result.fornell_larcker, "Fornell-Larcker criterion", MatrixPart::lower_with_diagonal,
                                "Square roots of AVE in the diagonal, correlations of the constructs below.")};
  return report;
}

std::string reliability_json(const ReliabilityResult& result) {
  Json constructs = Json::array();
  for (const ConstructReliability& c : result.constructs) {
    Json items = Json::array();
    for (const ItemReliability& i : c.items) {
      items.push_back({{"name", i.name},
                       {"mean", i.mean},
                       {"sd", i.sd},
                       {"loading", i.loading},
                       {"item_rest", i.item_rest},
                       {"alpha_if_deleted", i.alpha_if_deleted}});
    }
    constructs.push_back({{"name", c.name},
                          {"items", std::move(items)},
                          {"alpha", c.alpha},
                          {"alpha_standardized", c.alpha_standardized},
                          {"rho_c", c.rho_c},
                          {"ave", c.ave}});
  }
  const Json json{{"n", result.n},
                  {"loadings_from", result.loadings_from == LoadingsFrom::pls ? "pls" : "principal_component"},
                  {"constructs", std::move(constructs)},
                  {"fornell_larcker", matrix_json(result.fornell_larcker)},
                  {"warnings", result.warnings}};
  return json.dump(2) + "\n";
}

std::string reliability_csv(const ReliabilityResult& result) {
  CsvWriter csv;
  for (const char* name : {"construct", "alpha", "alpha_standardized", "rho_c", "ave", "item", "mean", "sd", "loading",
                           "item_rest", "alpha_if_deleted"}) {
    csv.cell(std::string_view(name));
  }
  csv.end_line();
  for (const ConstructReliability& c : result.constructs) {
    for (const ItemReliability& i : c.items) {
      csv.cell(c.name).cell(c.alpha).cell(c.alpha_standardized).cell(c.rho_c).cell(c.ave).cell(i.name).cell(i.mean);
      csv.cell(i.sd).cell(i.loading).cell(i.item_rest).cell(i.alpha_if_deleted).end_line();
    }
  }
  return csv.take();
}

}  // namespace rapport::stats
