#include "stats/report/pls_json_reader.hpp"

#include <stdexcept>

#include "stats/report/json_parts.hpp"
#include "stats/report/pls_report.hpp"

namespace rapport::stats {
namespace {

double number_at(const Json& json, const std::string& key) {
  const Json& value = json.at(key);
  return value.is_null() ? not_estimated : value.get<double>();
}

/// @param est_key  "est", or "indirect" with the prefix "indirect."
Estimate estimate_at(const Json& json, const std::string& est_key = "est", const std::string& prefix = "") {
  return {.est = number_at(json, est_key),
          .se = number_at(json, prefix + "se"),
          .t = number_at(json, prefix + "t"),
          .pvalue = number_at(json, prefix + "pvalue"),
          .ci_lower = number_at(json, prefix + "ci.lower"),
          .ci_upper = number_at(json, prefix + "ci.upper")};
}

NamedMatrix matrix_at(const Json& json, const char* key) {
  const Json& stored = json.at(key);
  NamedMatrix matrix{.rows = stored.at("rows"), .cols = stored.at("cols")};
  for (const Json& row : stored.at("values")) {
    for (const Json& value : row) matrix.values.push_back(value.is_null() ? not_estimated : value.get<double>());
  }
  if (matrix.values.size() != matrix.rows.size() * matrix.cols.size()) {
    throw std::runtime_error(std::string("The matrix ") + key + " of a stored result is incomplete.");
  }
  return matrix;
}

std::vector<ItemEstimate> items_at(const Json& json, const char* key) {
  std::vector<ItemEstimate> items;
  for (const Json& row : json.at(key)) {
    items.push_back({.construct = row.at("construct"),
                     .item = row.at("item"),
                     .value = estimate_at(row),
                     .vif = number_at(row, "vif")});
  }
  return items;
}

ConstructEstimate construct_of(const Json& row) {
  return {.name = row.at("name"),
          .mode = row.at("mode") == "B" ? Mode::B : Mode::A,
          .item_count = row.at("items"),
          .r2 = number_at(row, "r2"),
          .r2_adj = number_at(row, "r2_adj"),
          .alpha = number_at(row, "alpha"),
          .rho_a = number_at(row, "rho_a"),
          .rho_c = number_at(row, "rho_c"),
          .ave = number_at(row, "ave")};
}

Scheme scheme_of(const std::string& name) {
  for (const Scheme scheme : {Scheme::path, Scheme::factorial, Scheme::centroid}) {
    if (name_of(scheme) == name) return scheme;
  }
  throw std::runtime_error("The scheme of a stored result is unknown.");
}

BootstrapSummary bootstrap_of(const Json& json) {
  if (json.is_null()) return {};
  return {.draws = json.at("draws"), .failed = json.at("failed"), .seed = json.at("seed"), .level = json.at("level")};
}

}  // namespace

PlsResult read_pls_json(std::string_view text) {
  const Json json = Json::parse(text);
  PlsResult result{.converged = json.at("converged"),
                   .iterations = json.at("iterations"),
                   .n = json.at("n"),
                   .scheme = scheme_of(json.at("scheme"))};
  for (const Json& row : json.at("paths")) {
    result.paths.push_back({.from = row.at("from"),
                            .to = row.at("to"),
                            .coefficient = estimate_at(row),
                            .f2 = number_at(row, "f2"),
                            .vif = number_at(row, "vif")});
  }
  result.loadings = items_at(json, "loadings");
  result.weights = items_at(json, "weights");
  for (const Json& row : json.at("constructs")) result.constructs.push_back(construct_of(row));
  result.cross_loadings = matrix_at(json, "cross_loadings");
  result.correlations = matrix_at(json, "correlations");
  result.fornell_larcker = matrix_at(json, "fornell_larcker");
  result.htmt = matrix_at(json, "htmt");
  for (const Json& row : json.at("effects")) {
    result.effects.push_back({.from = row.at("from"),
                              .to = row.at("to"),
                              .direct = number_at(row, "direct"),
                              .indirect = estimate_at(row, "indirect", "indirect."),
                              .total = estimate_at(row, "total", "total.")});
  }
  const Json& fit = json.at("fit");
  result.fit = {.srmr = number_at(fit, "srmr"),
                .srmr_saturated = number_at(fit, "srmr_saturated"),
                .d_uls = number_at(fit, "d_uls"),
                .d_g = number_at(fit, "d_g"),
                .gof = number_at(fit, "gof")};
  result.bootstrap = bootstrap_of(json.at("bootstrap"));
  result.warnings = json.at("warnings").get<std::vector<std::string>>();
  return result;
}

}  // namespace rapport::stats
