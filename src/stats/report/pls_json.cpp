#include <cmath>
#include <nlohmann/json.hpp>

#include "stats/report/csv_writer.hpp"
#include "stats/report/json_parts.hpp"
#include "stats/report/pls_report.hpp"

namespace rapport::stats {
namespace {

/// Adds se, t, pvalue and the interval under their names, after a prefix.
void add_inference(Json& json, const Estimate& estimate, const std::string& prefix = "") {
  json[prefix + "se"] = estimate.se;
  json[prefix + "t"] = estimate.t;
  json[prefix + "pvalue"] = estimate.pvalue;
  json[prefix + "ci.lower"] = estimate.ci_lower;
  json[prefix + "ci.upper"] = estimate.ci_upper;
}

Json items_json(const std::vector<ItemEstimate>& items) {
  Json json = Json::array();
  for (const ItemEstimate& item : items) {
    Json row{{"construct", item.construct}, {"item", item.item}, {"est", item.value.est}};
    add_inference(row, item.value);
    row["vif"] = item.vif;
    json.push_back(std::move(row));
  }
  return json;
}

Json paths_json(const PlsResult& result) {
  Json json = Json::array();
  for (const PathEstimate& path : result.paths) {
    Json row{{"from", path.from}, {"to", path.to}, {"est", path.coefficient.est}};
    add_inference(row, path.coefficient);
    row["f2"] = path.f2;
    row["vif"] = path.vif;
    json.push_back(std::move(row));
  }
  return json;
}

Json constructs_json(const PlsResult& result) {
  Json json = Json::array();
  for (const ConstructEstimate& c : result.constructs) {
    json.push_back({{"name", c.name},
                    {"mode", c.mode == Mode::A ? "A" : "B"},
                    {"items", c.item_count},
                    {"r2", c.r2},
                    {"r2_adj", c.r2_adj},
                    {"alpha", c.alpha},
                    {"rho_a", c.rho_a},
                    {"rho_c", c.rho_c},
                    {"ave", c.ave}});
  }
  return json;
}

Json effects_json(const PlsResult& result) {
  Json json = Json::array();
  for (const EffectEstimate& e : result.effects) {
    Json row{
        {"from", e.from}, {"to", e.to}, {"direct", e.direct}, {"indirect", e.indirect.est}, {"total", e.total.est}};
    add_inference(row, e.indirect, "indirect.");
    add_inference(row, e.total, "total.");
    json.push_back(std::move(row));
  }
  return json;
}

/// One line of pls_csv.
void csv_line(CsvWriter& csv, const char* kind, const std::string& from, const std::string& to,
              const Estimate& estimate) {
  csv.cell(std::string_view(kind)).cell(from).cell(to).cell(estimate.est).cell(estimate.se).cell(estimate.t);
  csv.cell(estimate.pvalue).cell(estimate.ci_lower).cell(estimate.ci_upper).end_line();
}
}  // namespace

std::string pls_json(const PlsResult& result) {
  const BootstrapSummary& b = result.bootstrap;
  const Json bootstrap =
      b.draws == 0 ? Json() : Json{{"draws", b.draws}, {"failed", b.failed}, {"seed", b.seed}, {"level", b.level}};
  const PlsFit& fit = result.fit;
  const Json json{{"converged", result.converged},
                  {"iterations", result.iterations},
                  {"n", result.n},
                  {"scheme", name_of(result.scheme)},
                  {"paths", paths_json(result)},
                  {"loadings", items_json(result.loadings)},
                  {"weights", items_json(result.weights)},
                  {"constructs", constructs_json(result)},
                  {"cross_loadings", matrix_json(result.cross_loadings)},
                  {"correlations", matrix_json(result.correlations)},
                  {"fornell_larcker", matrix_json(result.fornell_larcker)},
                  {"htmt", matrix_json(result.htmt)},
                  {"effects", effects_json(result)},
                  {"fit",
                   {{"srmr", fit.srmr},
                    {"srmr_saturated", fit.srmr_saturated},
                    {"d_uls", fit.d_uls},
                    {"d_g", fit.d_g},
                    {"gof", fit.gof}}},
                  {"bootstrap", bootstrap},
                  {"warnings", result.warnings}};
  return json.dump(2) + "\n";
}

std::string pls_failure_json(const EstimationError& error) {
  const Json json{{"converged", false},
                  {"iterations", error.iterations},
                  {"n", error.n},
                  {"error", error.what()},
                  {"warnings", Json::array({error.what()})}};
  return json.dump(2) + "\n";
}

std::string pls_csv(const PlsResult& result) {
  CsvWriter csv;
  for (const char* name : {"kind", "from", "to", "est", "se", "t", "pvalue", "ci.lower", "ci.upper"}) {
    csv.cell(std::string_view(name));
  }
  csv.end_line();
  for (const PathEstimate& path : result.paths) csv_line(csv, "path", path.from, path.to, path.coefficient);
  for (const ItemEstimate& l : result.loadings) csv_line(csv, "loading", l.construct, l.item, l.value);
  for (const ItemEstimate& w : result.weights) csv_line(csv, "weight", w.construct, w.item, w.value);
  for (const EffectEstimate& e : result.effects) {
    csv_line(csv, "indirect_effect", e.from, e.to, e.indirect);
    csv_line(csv, "total_effect", e.from, e.to, e.total);
  }
  for (const ConstructEstimate& c : result.constructs) {
    for (const auto& [kind, value] : std::initializer_list<std::pair<const char*, double>>{{"r2", c.r2},
                                                                                           {"r2_adj", c.r2_adj},
                                                                                           {"alpha", c.alpha},
                                                                                           {"rho_a", c.rho_a},
                                                                                           {"rho_c", c.rho_c},
                                                                                           {"ave", c.ave}}) {
      if (!std::isnan(value)) csv_line(csv, kind, c.name, "", {.est = value});
    }
  }
  for (std::size_t i = 0; i < result.correlations.rows.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const std::string &a = result.correlations.rows[i], &b = result.correlations.cols[j];
      csv_line(csv, "correlation", a, b, {.est = result.correlations.at(i, j)});
      csv_line(csv, "htmt", a, b, {.est = result.htmt.at(i, j)});
    }
  }
  for (const auto& [kind, value] :
       std::initializer_list<std::pair<const char*, double>>{{"srmr", result.fit.srmr},
                                                             {"srmr_saturated", result.fit.srmr_saturated},
                                                             {"d_uls", result.fit.d_uls},
                                                             {"d_g", result.fit.d_g},
                                                             {"gof", result.fit.gof}}) {
    csv_line(csv, kind, "", "", {.est = value});
  }
  return csv.take();
}

}  // namespace rapport::stats
