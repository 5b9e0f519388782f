#include <cmath>
#include <stdexcept>

#include "stats/report/json_parts.hpp"
#include "stats/report/sem_json.hpp"
#include "stats/sem/table/parameter_table.hpp"

namespace rapport::stats {
namespace {
using sem::EstimateRow;
using sem::SemResult;
using NamedNumbers = std::vector<std::pair<std::string, double>>;

const Json& part_of(const Json& json, const char* key) {
  static const Json nothing;
  const auto found = json.find(key);
  return found == json.end() ? nothing : *found;
}

double number_at(const Json& json, const char* key) {
  return number_of(part_of(json, key));
}
std::string text_at(const Json& json, const char* key) {
  const Json& part = part_of(json, key);
  return part.is_string() ? part.get<std::string>() : std::string();
}
std::size_t count_at(const Json& json, const char* key, std::size_t otherwise = 0) {
  const Json& part = part_of(json, key);
  return part.is_number() ? part.get<std::size_t>() : otherwise;
}

/// R writes a list of one as its only element.
std::vector<std::string> texts_of(const Json& json) {
  if (json.is_string()) return {json.get<std::string>()};
  if (!json.is_array()) return {};
  return json.get<std::vector<std::string>>();
}

NamedNumbers numbers_of(const Json& json) {
  NamedNumbers numbers;
  if (!json.is_object()) return numbers;
  for (const auto& [name, value] : json.items()) numbers.emplace_back(name, number_of(value));
  return numbers;
}

NamedMatrix matrix_of(const Json& json) {
  if (!json.is_object() || !json.contains("values")) return {};
  NamedMatrix matrix{.rows = texts_of(part_of(json, "rows")), .cols = texts_of(part_of(json, "cols"))};
  for (const Json& row : json.at("values")) {
    for (const Json& value : row) matrix.values.push_back(number_of(value));
  }
  if (matrix.values.size() != matrix.rows.size() * matrix.cols.size()) {
    throw std::runtime_error("A matrix of a stored result is incomplete.");
  }
  return matrix;
}

/// Calls read(part, label) for the only group, or for each under its label.
template <class Read>
void each_group(const SemResult& result, const Json& json, const Read& read) {
  if (!json.is_object()) return;
  if (result.groups.size() < 2) {
    read(json, std::string());
    return;
  }
  for (const auto& [label, n] : result.groups) {
    if (json.contains(label)) read(json.at(label), label);
  }
}

std::vector<NamedMatrix> matrices_of(const SemResult& result, const Json& json) {
  std::vector<NamedMatrix> matrices;
  each_group(result, json, [&](const Json& part, const std::string&) { matrices.push_back(matrix_of(part)); });
  return matrices;
}

std::vector<EstimateRow> estimates_of(const Json& json, const char* est) {
  std::vector<EstimateRow> rows;
  if (!json.is_array()) return rows;
  for (const Json& row : json) {
    const Json& free = part_of(row, "free");
    const double se = number_at(row, "se");
    rows.push_back({.lhs = row.at("lhs"),
                    .op = row.at("op"),
                    .rhs = text_at(row, "rhs"),
                    .group = count_at(row, "group", 1),
                    .label = text_at(row, "label"),
                    .is_free = free.is_boolean() ? free.get<bool>() : se != 0,
                    .est = number_at(row, est),
                    .se = se,
                    .z = number_at(row, "z"),
                    .pvalue = number_at(row, "pvalue"),
                    .ci_lower = number_at(row, "ci.lower"),
                    .ci_upper = number_at(row, "ci.upper")});
  }
  return rows;
}

/// Moments given covariates have names of their own.
struct MomentNames {
  explicit MomentNames(const Json& part) {
    if (!part.contains("res.cov")) return;
    cov = "res.cov";
    mean = "res.int";
    thresholds = "res.th";
  }
  const char* cov = "cov";
  const char* mean = "mean";
  const char* thresholds = "th";
};

std::vector<sem::GroupMoments> moments_of(const SemResult& result, const Json& json) {
  std::vector<sem::GroupMoments> moments;
  each_group(result, json, [&](const Json& part, const std::string& label) {
    const MomentNames names(part);
    moments.push_back({.group = label,
                       .cov = matrix_of(part_of(part, names.cov)),
                       .mean = numbers_of(part_of(part, names.mean)),
                       .thresholds = numbers_of(part_of(part, names.thresholds)),
                       .slopes = matrix_of(part_of(part, "res.slopes")),
                       .covariate_cov = matrix_of(part_of(part, "cov.x")),
                       .covariate_mean = numbers_of(part_of(part, "mean.x"))});
  });
  return moments;
}

void read_residuals(const Json& json, SemResult& result) {
  each_group(result, part_of(json, "residuals_raw"), [&](const Json& part, const std::string& label) {
    const MomentNames names(part);
    result.residuals.push_back({.group = label,
                                .raw = matrix_of(part_of(part, names.cov)),
                                .mean_raw = numbers_of(part_of(part, names.mean)),
                                .threshold_raw = numbers_of(part_of(part, names.thresholds)),
                                .slope_raw = matrix_of(part_of(part, "res.slopes"))});
  });
  std::size_t g = 0;
  each_group(result, part_of(json, "lavResiduals"), [&](const Json& part, const std::string&) {
    if (g >= result.residuals.size()) return;
    result.residuals[g].correlation = matrix_of(part_of(part, "cov"));
    result.residuals[g++].standardized = matrix_of(part_of(part, "cov.z"));
  });
  g = 0;
  each_group(result, part_of(json, "residuals_normalized"), [&](const Json& part, const std::string&) {
    if (g < result.residuals.size()) result.residuals[g++].normalized = matrix_of(part_of(part, "cov"));
  });
}

void read_tests(const Json& json, SemResult& result) {
  if (!json.is_object()) return;
  for (const auto& [name, test] : json.items()) {
    sem::TestRow row{.test = name,
                     .stat = number_at(test, "stat"),
                     .df = number_at(test, "df"),
                     .pvalue = number_at(test, "pvalue"),
                     .scaling_factor = number_at(test, "scaling.factor"),
                     .shift = number_at(test, "shift.parameter"),
                     .draws = count_at(test, "draws")};
    const Json& groups = part_of(test, "stat.group");
    if (groups.is_number()) row.by_group = {groups.get<double>()};
    if (groups.is_array()) {
      for (const Json& value : groups) row.by_group.push_back(number_of(value));
    }
    result.tests.push_back(std::move(row));
  }
}

void read_head(const Json& json, SemResult& result) {
  const Json& options = part_of(json, "options");
  result.model = text_at(json, "model");
  result.data_name = text_at(json, "data");
  result.function = text_at(options, "fn");
  result.call = text_at(options, "call");
  result.estimator = text_at(options, "estimator");
  result.discrepancy = text_at(options, "discrepancy");
  result.se_type = text_at(options, "se");
  result.missing = text_at(options, "missing");
  result.information = text_at(options, "information");
  if (options.contains("level")) result.level = number_at(options, "level");  // results from before it have 0.95
  result.converged = json.at("converged").get<bool>();
  result.iterations = static_cast<int>(count_at(json, "iterations"));
  result.ntotal = count_at(json, "ntotal");
  result.original = count_at(json, "norig", result.ntotal);
  result.observed = texts_of(part_of(json, "observed"));
  result.latent = texts_of(part_of(json, "latent"));
  result.ordinal = texts_of(part_of(json, "ordered"));
  std::vector<std::string> labels = texts_of(part_of(json, "group_label"));
  const Json& counts = part_of(json, "nobs");
  if (counts.is_array() && counts.size() == labels.size()) {
    for (std::size_t g = 0; g < labels.size(); ++g) result.groups.emplace_back(labels[g], counts[g].get<std::size_t>());
  } else {
    result.groups.emplace_back(labels.empty() ? std::string() : labels.front(), result.ntotal);
  }
}

void read_lists(const Json& json, SemResult& result) {
  for (const Json& row : part_of(json, "modificationIndices")) {
    result.modification_indices.push_back({.lhs = row.at("lhs"),
                                           .op = row.at("op"),
                                           .rhs = text_at(row, "rhs"),
                                           .group = count_at(row, "group", 1),
                                           .mi = number_at(row, "mi"),
                                           .epc = number_at(row, "epc"),
                                           .sepc_lv = number_at(row, "sepc.lv"),
                                           .sepc_all = number_at(row, "sepc.all"),
                                           .sepc_nox = number_at(row, "sepc.nox")});
  }
  for (const Json& row : part_of(json, "effects")) {
    result.effects.push_back({.from = row.at("from"),
                              .to = row.at("to"),
                              .through = texts_of(part_of(row, "through")),
                              .kind = row.at("kind"),
                              .group = count_at(row, "group", 1),
                              .est = number_at(row, "est"),
                              .se = number_at(row, "se"),
                              .z = number_at(row, "z"),
                              .pvalue = number_at(row, "pvalue"),
                              .ci_lower = number_at(row, "ci.lower"),
                              .ci_upper = number_at(row, "ci.upper"),
                              .est_std = number_at(row, "est.std")});
  }
  for (const Json& row : part_of(json, "reliability")) {
    result.reliability.push_back({.factor = row.at("factor"),
                                  .group = count_at(row, "group", 1),
                                  .items = count_at(row, "items"),
                                  .alpha = number_at(row, "alpha"),
                                  .omega = number_at(row, "omega"),
                                  .composite_reliability = number_at(row, "composite_reliability"),
                                  .ave = number_at(row, "ave")});
  }
  for (const Json& row : part_of(json, "scales")) {
    result.scales.push_back({row.at("factor"), count_at(row, "group", 1), number_at(row, "mean"), number_at(row, "sd"),
                             number_at(row, "alpha")});
  }
  for (const Json& row : part_of(json, "hypotheses")) {
    result.hypotheses.push_back({.name = row.at("name"),
                                 .text = text_at(row, "text"),
                                 .est = number_at(row, "est"),
                                 .est_std = number_at(row, "est.std"),
                                 .se = number_at(row, "se"),
                                 .z = number_at(row, "z"),
                                 .pvalue = number_at(row, "pvalue"),
                                 .verdict = text_at(row, "verdict")});
  }
  result.constraint_tests = constraint_tests_of(part_of(json, "constraintTests"));
  for (const Json& row : part_of(json, "diagnoses")) {
    result.diagnoses.push_back({text_at(row, "severity"), text_at(row, "code"), text_at(row, "message")});
  }
}

void read_scores(const Json& json, SemResult& result) {
  for (const std::string method : {"regression", "Bartlett"}) {
    each_group(result, part_of(json, ("scores_" + method).c_str()), [&](const Json& part, const std::string& label) {
      if (!part.contains("values")) return;
      sem::FactorScores scores{.method = method, .group = label, .rows = part.at("rows")};
      scores.scores.cols = texts_of(part.at("cols"));
      for (const Json& row : part.at("values")) {
        for (const Json& value : row) scores.scores.values.push_back(number_of(value));
      }
      if (scores.scores.values.size() != scores.rows.size() * scores.scores.cols.size()) {
        throw std::runtime_error("The factor scores of a stored result are incomplete.");
      }
      result.scores.push_back(std::move(scores));
    });
  }
}
}  // namespace

SemResult read_sem_json(std::string_view text) {
  const Json json = Json::parse(text);
  if (!json.is_object() || !json.contains("parameterEstimates")) {
    throw std::runtime_error("The text is no stored result of a structural equation model.");
  }
  SemResult result;
  read_head(json, result);
  result.parameters = estimates_of(part_of(json, "parameterEstimates"), "est");
  result.standardized_all = estimates_of(part_of(json, "standardized_all"), "est.std");
  result.standardized_lv = estimates_of(part_of(json, "standardized_lv"), "est.std");
  result.standardized_nox = estimates_of(part_of(json, "standardized_nox"), "est.std");
  result.parameter_table = estimates_of(part_of(json, "partable"), "start");
  result.fit_measures = numbers_of(part_of(json, "fitMeasures"));
  const Json& fit = part_of(json, "fitMeasures");
  result.npar = count_at(fit.is_object() ? fit : json, "npar", count_at(json, "npar"));
  const double df = number_at(json, "df");
  result.df = std::isnan(df) ? number_at(fit, "df") : df;
  read_tests(part_of(json, "test"), result);
  each_group(result, part_of(json, "r2"),
             [&](const Json& part, const std::string&) { result.r2.push_back(numbers_of(part)); });
  result.sample = moments_of(result, part_of(json, "sampstat"));
  result.implied = moments_of(result, part_of(json, "implied"));
  result.latent_cov = matrices_of(result, part_of(json, "cov_lv"));
  result.latent_correlations = matrices_of(result, part_of(json, "cor_lv"));
  result.htmt = matrices_of(result, part_of(json, "htmt"));
  read_residuals(json, result);
  result.vcov = matrix_of(part_of(json, "vcov"));
  read_lists(json, result);
  read_scores(json, result);
  const Json& bootstrap = part_of(json, "bootstrap");
  result.bootstrap_draws = count_at(bootstrap, "draws");
  result.bootstrap_failed = count_at(bootstrap, "failed");
  if (bootstrap.is_object()) result.bootstrap_interval = bootstrap.value("boot.ci.type", "");
  result.warnings = texts_of(part_of(json, "warnings"));
  return result;
}

}  // namespace rapport::stats
