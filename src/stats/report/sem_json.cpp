#include "stats/report/sem_json.hpp"

#include "stats/report/json_parts.hpp"

namespace rapport::stats {
namespace {
using sem::EstimateRow;
using sem::SemResult;
using NamedNumbers = std::vector<std::pair<std::string, double>>;

Json numbers_json(const NamedNumbers& numbers) {
  Json json = Json::object();
  for (const auto& [name, value] : numbers) json[name] = value;
  return json;
}

/// The parts of all groups: that of the only group as it is, else each under its label.
template <class Part>
Json by_group(const SemResult& result, std::size_t parts, const Part& part) {
  if (parts == 0) return Json();
  if (result.groups.size() < 2) return part(0);
  Json json = Json::object();
  for (std::size_t g = 0; g < std::min(parts, result.groups.size()); ++g) json[result.groups[g].first] = part(g);
  return json;
}

Json matrices_json(const SemResult& result, const std::vector<NamedMatrix>& matrices) {
  return by_group(result, matrices.size(), [&](std::size_t g) { return matrix_json(matrices[g]); });
}

Json estimate_json(const EstimateRow& row, const char* est) {
  return {{"lhs", row.lhs},
          {"op", row.op},
          {"rhs", row.rhs},
          {"group", row.group},
          {"label", row.label},
          {"free", row.is_free},
          {est, row.est},
          {"se", row.se},
          {"z", row.z},
          {"pvalue", row.pvalue},
          {"ci.lower", row.ci_lower},
          {"ci.upper", row.ci_upper}};
}

Json estimates_json(const std::vector<EstimateRow>& rows, const char* est) {
  Json json = Json::array();
  for (const EstimateRow& row : rows) json.push_back(estimate_json(row, est));
  return json;
}

/// Given covariates, lavaan's names say that these are about what the covariates leave over.
Json moments_json(const NamedMatrix& cov, const NamedNumbers& mean, const NamedNumbers& thresholds,
                  const NamedMatrix& slopes) {
  const bool given = !slopes.rows.empty();
  Json json{{given ? "res.cov" : "cov", matrix_json(cov)}};
  if (!mean.empty()) json[given ? "res.int" : "mean"] = numbers_json(mean);
  if (!thresholds.empty()) json[given ? "res.th" : "th"] = numbers_json(thresholds);
  if (given) json["res.slopes"] = matrix_json(slopes);
  return json;
}

Json moments_json(const SemResult& result, const std::vector<sem::GroupMoments>& moments) {
  return by_group(result, moments.size(), [&](std::size_t g) {
    const sem::GroupMoments& own = moments[g];
    Json json = moments_json(own.cov, own.mean, own.thresholds, own.slopes);
    if (own.slopes.rows.empty()) return json;
    json["cov.x"] = matrix_json(own.covariate_cov);
    json["mean.x"] = numbers_json(own.covariate_mean);
    return json;
  });
}

Json tests_json(const std::vector<sem::TestRow>& tests) {
  Json json = Json::object();
  for (const sem::TestRow& test : tests) {
    json[test.test] = {{"test", test.test},
                       {"stat", test.stat},
                       {"stat.group", test.by_group.size() == 1 ? Json(test.by_group.front()) : Json(test.by_group)},
                       {"df", test.df},
                       {"pvalue", test.pvalue},
                       {"scaling.factor", test.scaling_factor},
                       {"shift.parameter", test.shift}};
    if (test.draws > 0) json[test.test]["draws"] = test.draws;
  }
  return json;
}

Json modification_json(const std::vector<sem::ModificationIndex>& indices) {
  Json json = Json::array();
  for (const sem::ModificationIndex& index : indices) {
    json.push_back({{"lhs", index.lhs},
                    {"op", index.op},
                    {"rhs", index.rhs},
                    {"group", index.group},
                    {"mi", index.mi},
                    {"epc", index.epc},
                    {"sepc.lv", index.sepc_lv},
                    {"sepc.all", index.sepc_all},
                    {"sepc.nox", index.sepc_nox}});
  }
  return json;
}

Json effects_json(const std::vector<sem::EffectRow>& effects) {
  Json json = Json::array();
  for (const sem::EffectRow& e : effects) {
    json.push_back({{"from", e.from},
                    {"to", e.to},
                    {"through", e.through},
                    {"kind", e.kind},
                    {"group", e.group},
                    {"est", e.est},
                    {"se", e.se},
                    {"z", e.z},
                    {"pvalue", e.pvalue},
                    {"ci.lower", e.ci_lower},
                    {"ci.upper", e.ci_upper},
                    {"est.std", e.est_std}});
  }
  return json;
}

Json reliability_json(const std::vector<sem::FactorReliability>& factors) {
  Json json = Json::array();
  for (const sem::FactorReliability& f : factors) {
    json.push_back({{"factor", f.factor},
                    {"group", f.group},
                    {"items", f.items},
                    {"alpha", f.alpha},
                    {"omega", f.omega},
                    {"composite_reliability", f.composite_reliability},
                    {"ave", f.ave}});
  }
  return json;
}

Json scales_json(const std::vector<sem::ScaleSummary>& scales) {
  Json json = Json::array();
  for (const sem::ScaleSummary& s : scales) {
    json.push_back({{"factor", s.factor}, {"group", s.group}, {"mean", s.mean}, {"sd", s.sd}, {"alpha", s.alpha}});
  }
  return json;
}

Json hypotheses_json(const std::vector<sem::HypothesisRow>& hypotheses) {
  Json json = Json::array();
  for (const sem::HypothesisRow& h : hypotheses) {
    json.push_back({{"name", h.name},
                    {"text", h.text},
                    {"est", h.est},
                    {"est.std", h.est_std},
                    {"se", h.se},
                    {"z", h.z},
                    {"pvalue", h.pvalue},
                    {"verdict", h.verdict}});
  }
  return json;
}

Json partable_json(const std::vector<EstimateRow>& rows) {
  Json json = Json::array();
  for (const EstimateRow& row : rows) {
    json.push_back({{"lhs", row.lhs},
                    {"op", row.op},
                    {"rhs", row.rhs},
                    {"group", row.group},
                    {"label", row.label},
                    {"free", row.is_free},
                    {"start", row.est}});
  }
  return json;
}

void add_scores(Json& json, const SemResult& result) {
  for (const sem::FactorScores& scores : result.scores) {
    Json part{{"rows", scores.rows}, {"cols", scores.scores.cols}, {"values", Json::array()}};
    const std::size_t width = scores.scores.cols.size();
    for (std::size_t i = 0; i < scores.rows.size(); ++i) {
      const auto begin = scores.scores.values.begin() + static_cast<std::ptrdiff_t>(i * width);
      part["values"].push_back(std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(width)));
    }
    Json& place = json["scores_" + scores.method];
    if (result.groups.size() < 2) {
      place = std::move(part);
    } else {
      place[scores.group] = std::move(part);
    }
  }
}

void add_moments(Json& json, const SemResult& result) {
  json["sampstat"] = moments_json(result, result.sample);
  json["implied"] = moments_json(result, result.implied);
  json["cov_lv"] = matrices_json(result, result.latent_cov);
  json["cor_lv"] = matrices_json(result, result.latent_correlations);
  const auto& sets = result.residuals;
  json["residuals_raw"] = by_group(result, sets.size(), [&](std::size_t g) {
    return moments_json(sets[g].raw, sets[g].mean_raw, sets[g].threshold_raw, sets[g].slope_raw);
  });
  json["lavResiduals"] = by_group(result, sets.size(), [&](std::size_t g) {
    return Json{{"cov", matrix_json(sets[g].correlation)}, {"cov.z", matrix_json(sets[g].standardized)}};
  });
  json["residuals_normalized"] =
      by_group(result, sets.size(), [&](std::size_t g) { return Json{{"cov", matrix_json(sets[g].normalized)}}; });
}

/// lavaan counts equal parameters each; the result has them once.
std::size_t free_rows(const SemResult& result) {
  std::size_t count = 0;
  for (const EstimateRow& row : result.parameters) count += row.is_free && row.group > 0 ? 1 : 0;
  return count;
}

Json head_json(const SemResult& result) {
  Json json{{"model", result.model},
            {"data", result.data_name},
            {"options",
             {{"fn", result.function},
              {"estimator", result.estimator},
              {"discrepancy", result.discrepancy},
              {"se", result.se_type},
              {"missing", result.missing},
              {"information", result.information},
              {"level", result.level},
              {"call", result.call}}},
            {"converged", result.converged},
            {"iterations", result.iterations},
            {"ntotal", result.ntotal},
            {"norig", result.original}};
  Json labels = Json::array();
  Json counts = Json::array();
  for (const auto& [label, n] : result.groups) {
    if (!label.empty()) labels.push_back(label);
    counts.push_back(n);
  }
  json["nobs"] = counts.size() == 1 ? counts.front() : counts;
  json["group_label"] = std::move(labels);
  json["npar"] = free_rows(result);
  json["df"] = result.df;
  json["observed"] = result.observed;
  json["latent"] = result.latent;
  json["ordered"] = result.ordinal;
  return json;
}
}  // namespace

std::string sem_json(const SemResult& result) {
  Json json = head_json(result);
  json["parameterEstimates"] = estimates_json(result.parameters, "est");
  json["standardized_all"] = estimates_json(result.standardized_all, "est.std");
  json["standardized_lv"] = estimates_json(result.standardized_lv, "est.std");
  json["standardized_nox"] = estimates_json(result.standardized_nox, "est.std");
  json["fitMeasures"] = numbers_json(result.fit_measures);
  json["test"] = tests_json(result.tests);
  json["r2"] = by_group(result, result.r2.size(), [&](std::size_t g) { return numbers_json(result.r2[g]); });
  add_moments(json, result);
  json["modificationIndices"] = modification_json(result.modification_indices);
  json["vcov"] = matrix_json(result.vcov);
  json["effects"] = effects_json(result.effects);
  json["reliability"] = reliability_json(result.reliability);
  json["scales"] = scales_json(result.scales);
  json["htmt"] = matrices_json(result, result.htmt);
  json["hypotheses"] = hypotheses_json(result.hypotheses);
  json["constraintTests"] = constraint_tests_json(result.constraint_tests);
  json["partable"] = partable_json(result.parameter_table);
  add_scores(json, result);
  json["bootstrap"] = result.bootstrap_draws + result.bootstrap_failed == 0
                          ? Json()
                          : Json{{"draws", result.bootstrap_draws},
                                 {"failed", result.bootstrap_failed},
                                 {"boot.ci.type", result.bootstrap_interval}};
  json["diagnoses"] = Json::array();
  for (const sem::DiagnosisRow& d : result.diagnoses) {
    json["diagnoses"].push_back({{"severity", d.severity}, {"code", d.code}, {"message", d.message}});
  }
  json["warnings"] = result.warnings;
  return json.dump(1) + "\n";
}

std::string sem_table_json(const SemResult& result) {
  return Json{{"model", result.model}, {"data", result.data_name}, {"partable", partable_json(result.parameter_table)}}
             .dump(1) +
         "\n";
}

std::string sem_failure_json(const sem::NotEstimable& error) {
  const Json json{
      {"converged", false}, {"code", error.code}, {"error", error.what()}, {"warnings", Json::array({error.what()})}};
  return json.dump(1) + "\n";
}

}  // namespace rapport::stats
