#include "stats/report/pls_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "stats/diagram/path_diagram.hpp"

namespace rapport::stats {
namespace {
bool has_bootstrap(const PlsResult& result) {
  return result.bootstrap.draws > 0;
}

std::string percent_interval(const PlsResult& result, const char* end) {
  return fmt::format("{:.0f} % {}", 100 * result.bootstrap.level, end);
}

void add_inference_columns(ReportTable& table, const PlsResult& result) {
  if (!has_bootstrap(result)) return;
  table.columns.insert(table.columns.end(),
                       {"se", "t", "p", percent_interval(result, "lower"), percent_interval(result, "upper")});
}

void add_inference(std::vector<ReportCell>& row, const PlsResult& result, const Estimate& estimate) {
  if (!has_bootstrap(result)) return;
  row.insert(row.end(), {ReportNumber{estimate.se}, ReportNumber{estimate.t}, ReportNumber{estimate.pvalue, 3, true},
                         ReportNumber{estimate.ci_lower}, ReportNumber{estimate.ci_upper}});
}

ReportTable paths_table(const PlsResult& result) {
  ReportTable table{.caption = "Paths", .columns = {"from", "to", "coefficient"}};
  add_inference_columns(table, result);
  table.columns.insert(table.columns.end(), {"f²", "VIF"});
  for (const PathEstimate& path : result.paths) {
    std::vector<ReportCell> row{path.from, path.to, ReportNumber{path.coefficient.est}};
    add_inference(row, result, path.coefficient);
    row.push_back(ReportNumber{path.f2});
    row.push_back(ReportNumber{path.vif, 2});
    table.rows.push_back(std::move(row));
  }
  table.note = "Standardized coefficients.";
  if (has_bootstrap(result))
    table.note += " p two-sided from the normal distribution, intervals from percentiles of the draws.";
  return table;
}

ReportTable constructs_table(const PlsResult& result) {
  ReportTable table{
      .caption = "Constructs",
      .columns = {"construct", "mode", "items", "R²", "R² adjusted", "alpha", "rho A", "rho C", "AVE"},
      .note = "alpha is standardized. For Mode B and single items alpha, rho and AVE have conventional values only."};
  for (const ConstructEstimate& c : result.constructs) {
    table.rows.push_back({c.name, c.mode == Mode::A ? "A" : "B", c.item_count, ReportNumber{c.r2},
                          ReportNumber{c.r2_adj}, ReportNumber{c.alpha}, ReportNumber{c.rho_a}, ReportNumber{c.rho_c},
                          ReportNumber{c.ave}});
  }
  return table;
}

ReportTable items_table(const PlsResult& result, const std::vector<ItemEstimate>& items, const char* caption,
                        bool with_vif) {
  ReportTable table{.caption = caption, .columns = {"construct", "item", "estimate"}};
  add_inference_columns(table, result);
  if (with_vif) table.columns.push_back("VIF");
  for (const ItemEstimate& item : items) {
    std::vector<ReportCell> row{item.construct, item.item, ReportNumber{item.value.est}};
    add_inference(row, result, item.value);
    if (with_vif) row.push_back(ReportNumber{item.vif, 2});
    table.rows.push_back(std::move(row));
  }
  return table;
}

ReportTable effects_table(const PlsResult& result) {
  ReportTable table{.caption = "Effects", .columns = {"from", "to", "direct", "indirect", "total"}};
  if (has_bootstrap(result)) {
    table.columns.insert(table.columns.end(), {"indirect se", "indirect p", "total se", "total p"});
  }
  for (const EffectEstimate& e : result.effects) {
    std::vector<ReportCell> row{e.from, e.to, ReportNumber{e.direct}, ReportNumber{e.indirect.est},
                                ReportNumber{e.total.est}};
    if (has_bootstrap(result)) {
      row.insert(row.end(), {ReportNumber{e.indirect.se}, ReportNumber{e.indirect.pvalue, 3, true},
                             ReportNumber{e.total.se}, ReportNumber{e.total.pvalue, 3, true}});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

ReportTable fit_table(const PlsResult& result) {
  const PlsFit& fit = result.fit;
  return {.caption = "Fit",
          .columns = {"measure", "value"},
          .rows = {{"SRMR", ReportNumber{fit.srmr}},
                   {"SRMR, saturated model", ReportNumber{fit.srmr_saturated}},
                   {"d ULS", ReportNumber{fit.d_uls}},
                   {"d G", ReportNumber{fit.d_g}},
                   {"GoF", ReportNumber{fit.gof}}}};
}
}  // namespace

std::string name_of(Scheme scheme) {
  switch (scheme) {
    case Scheme::path:
      return "path";
    case Scheme::factorial:
      return "factorial";
    case Scheme::centroid:
      return "centroid";
  }
  return "";
}

Report pls_report(const PathModel& model, const PlsResult& result, const std::string& source) {
  Report report{.title = "PLS path model of " + source, .warnings = result.warnings};
  report.facts.push_back(fmt::format("{} respondents. Converged after {} iterations, {} scheme.", result.n,
                                     result.iterations, name_of(result.scheme)));
  if (has_bootstrap(result)) {
    report.facts.push_back(fmt::format("Bootstrap of {} draws, seed {}, {} left out.", result.bootstrap.draws,
                                       result.bootstrap.seed, result.bootstrap.failed));
  }
  report.drawing = draw_path_diagram(model, &result, {.title = report.title});
  report.tables = {
      paths_table(result),
      constructs_table(result),
      items_table(result, result.loadings, "Loadings", false),
      items_table(result, result.weights, "Weights", true),
      effects_table(result),
      matrix_table(result.fornell_larcker, "Fornell-Larcker criterion", MatrixPart::lower_with_diagonal,
                   "Square roots of AVE in the diagonal, correlations of the constructs below."),
      matrix_table(result.htmt, "Heterotrait-monotrait ratios", MatrixPart::lower, "From absolute correlations."),
      matrix_table(result.cross_loadings, "Cross-loadings", MatrixPart::all, ""),
      fit_table(result)};
  return report;
}

}  // namespace rapport::stats
