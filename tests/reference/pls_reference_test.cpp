// Our figures against those of seminr, plspm, cSEM and psych on the same data: a folder of reference results that a
// user's clone does not have. Found by RAPPORT_REFERENCE, or as ../shared beside the repository; else these tests say
// that they were skipped.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "reference/reference_folder.hpp"
#include "stats/describe/describe.hpp"
#include "stats/model/path_model.hpp"
#include "stats/pls/bootstrap.hpp"
#include "stats/pls/pls.hpp"
#include "stats/reliability/reliability.hpp"
#include "stats/table/csv.hpp"

using namespace rapport::stats;
using Json = nlohmann::json;
using test::reference;
using test::shared_folder;

namespace {
DataTable data(const std::string& name, const CsvOptions& options = {}) {
  return read_csv(*shared_folder() / "data" / name, options);
}

/// A matrix of a reference file, by names. What the file has not is NaN.
struct Matrix {
  explicit Matrix(Json json_) : json(std::move(json_)) {}
  double at(const std::string& row, const std::string& col) const {
    const auto find = [](const Json& names, const std::string& name) {
      return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    };
    const std::size_t i = find(json["rows"], row);
    const std::size_t j = find(json["cols"], col);
    if (i >= json["rows"].size() || j >= json["cols"].size() || json["values"][i][j].is_null()) return NAN;
    return json["values"][i][j].get<double>();
  }
  Json json;
};

/// The signs that turn our constructs the way the reference has them.
using Signs = std::map<std::string, double>;
template <class ReferenceWeight>
Signs signs_against(const PlsResult& ours, ReferenceWeight weight) {
  Signs sums;
  for (const ItemEstimate& w : ours.weights) sums[w.construct] += w.value.est * weight(w.item, w.construct);
  for (auto& [name, sum] : sums) sum = sum < 0 ? -1 : 1;
  return sums;
}

void check_close(double ours, double theirs, double tolerance) {
  CHECK(std::abs(ours - theirs) <= tolerance * std::max(1.0, std::abs(theirs)));
}

std::string measurement(const std::vector<std::pair<std::string, std::string>>& blocks, const std::string& modes) {
  std::string text;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    text += blocks[i].first + (modes[i % modes.size()] == 'B' ? " <~ " : " =~ ") + blocks[i].second + "\n";
  }
  return text;
}

std::string mobi_model(const std::string& modes) {
  return measurement({{"Image", "IMAG1 + IMAG2 + IMAG3 + IMAG4 + IMAG5"},
                      {"Expectation", "CUEX1 + CUEX2 + CUEX3"},
                      {"Quality", "PERQ1 + PERQ2 + PERQ3 + PERQ4 + PERQ5 + PERQ6 + PERQ7"},
                      {"Value", "PERV1 + PERV2"},
                      {"Satisfaction", "CUSA1 + CUSA2 + CUSA3"},
                      {"Complaints", "CUSCO"},
                      {"Loyalty", "CUSL1 + CUSL2 + CUSL3"}},
                     modes) +
         "Expectation ~ Image\nQuality ~ Expectation\nValue ~ Expectation + Quality\n"
         "Satisfaction ~ Image + Expectation + Quality + Value\nComplaints ~ Satisfaction\n"
         "Loyalty ~ Image + Satisfaction + Complaints\n";
}

std::string satisfaction_model(const std::string& modes) {
  const auto items = [](const std::string& stem, int count) {
    std::string text = stem + "1";
    for (int i = 2; i <= count; ++i) text += " + " + stem + std::to_string(i);
    return text;
  };
  return measurement({{"IMAG", items("imag", 5)},
                      {"EXPE", items("expe", 5)},
                      {"QUAL", items("qual", 5)},
                      {"VAL", items("val", 4)},
                      {"SAT", items("sat", 4)},
                      {"LOY", items("loy", 4)}},
                     modes) +
         "EXPE ~ IMAG\nQUAL ~ EXPE\nVAL ~ EXPE + QUAL\nSAT ~ IMAG + EXPE + QUAL + VAL\nLOY ~ IMAG + SAT\n";
}

void check_against_seminr(const std::string& name, const std::string& modes, Scheme scheme) {
  CAPTURE(name);
  const double tolerance = 1e-6;  // seminr stops at a sum of changes of 1e-7
  const Json results = reference(name)["results"];
  const PlsResult ours = estimate_pls(parse_model(mobi_model(modes)), data("mobi.csv"), {.scheme = scheme});
  CHECK(ours.converged);

  const Matrix weights(results["outer_weights"]), loadings(results["outer_loadings"]), paths(results["path_coef"]);
  Signs sign = signs_against(ours, [&](auto& item, auto& construct) { return weights.at(item, construct); });
  for (const ItemEstimate& w : ours.weights) {
    check_close(sign[w.construct] * w.value.est, weights.at(w.item, w.construct), tolerance);
    if (w.construct != "Complaints") {
      check_close(w.vif, results["vif_items"][w.construct][w.item].get<double>(), tolerance);
    }
  }
  for (const ItemEstimate& l : ours.loadings) {
    check_close(sign[l.construct] * l.value.est, loadings.at(l.item, l.construct), tolerance);
  }
  const Matrix f2(results["fSquare"]);
  for (const PathEstimate& path : ours.paths) {
    check_close(sign[path.from] * sign[path.to] * path.coefficient.est, paths.at(path.from, path.to), tolerance);
    // seminr estimates the whole model anew without the path, we keep the scores (as cSEM): equal for a single cause.
    const Json vif = results["vif_antecedents"][path.to][path.from];
    if (vif.is_null()) check_close(path.f2, f2.at(path.from, path.to), tolerance);
    if (vif.is_number()) check_close(path.vif, vif.get<double>(), tolerance);
  }
  const Matrix r2(results["rSquared"]), reliability(results["reliability_alpha_rhoA_rhoC_AVE"]);
  for (const ConstructEstimate& c : ours.constructs) {
    if (!std::isnan(c.r2)) {
      check_close(c.r2, r2.at("Rsq", c.name), tolerance);
      check_close(c.r2_adj, r2.at("AdjRsq", c.name), tolerance);
    }
    check_close(c.alpha, reliability.at(c.name, "alpha"), tolerance);
    check_close(c.rho_a, reliability.at(c.name, "rhoA"), tolerance);
    check_close(c.rho_c, reliability.at(c.name, "rhoC"), tolerance);
    check_close(c.ave, reliability.at(c.name, "AVE"), tolerance);
  }
  const Matrix htmt(results["htmt"]), fl(results["fl_criteria"]);
  for (std::size_t i = 0; i < ours.htmt.rows.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const std::string &a = ours.htmt.rows[i], &b = ours.htmt.cols[j];
      const double turned = i == j ? 1 : sign[a] * sign[b];
      check_close(turned * ours.fornell_larcker.at(i, j), fl.at(a, b), tolerance);
      if (i != j) check_close(ours.htmt.at(i, j), htmt.at(a, b), tolerance);
    }
  }
  const Matrix cross(results["cross_loadings"]);
  for (std::size_t i = 0; i < ours.cross_loadings.rows.size(); ++i) {
    for (std::size_t j = 0; j < ours.cross_loadings.cols.size(); ++j) {
      const std::string& construct = ours.cross_loadings.cols[j];
      check_close(sign[construct] * ours.cross_loadings.at(i, j), cross.at(ours.cross_loadings.rows[i], construct),
                  tolerance);
    }
  }
  const Matrix total(results["total_effects"]), indirect(results["total_indirect_effects"]);
  for (const EffectEstimate& effect : ours.effects) {
    const double turned = sign[effect.from] * sign[effect.to];
    check_close(turned * effect.total.est, total.at(effect.from, effect.to), tolerance);
    check_close(turned * effect.indirect.est, indirect.at(effect.from, effect.to), tolerance);
  }
}

void check_against_plspm(const std::string& name, const std::string& modes, Scheme scheme) {
  CAPTURE(name);
  // plspm stops at a sum of *squared* changes of 1e-12: far from the slowly converging Mode B, which cSEM confirms to
  // 1e-8.
  const double tolerance = modes == "A" ? 1e-8 : 2e-7;
  const Json results = reference(name)["results"];
  const PlsResult ours = estimate_pls(parse_model(satisfaction_model(modes)), data("satisfaction.csv"),
                                      {.scheme = scheme, .tolerance = 1e-13, .max_iterations = 2000});
  const Json& outer = results["outer_model"];  // in the order of the items, as ours
  REQUIRE(outer.size() == ours.weights.size());
  std::map<std::string, double> their_weights;
  for (std::size_t i = 0; i < outer.size(); ++i) their_weights[ours.weights[i].item] = outer[i]["weight"];
  Signs sign = signs_against(ours, [&](auto& item, auto&) { return their_weights[item]; });
  for (std::size_t i = 0; i < outer.size(); ++i) {
    const std::string& construct = ours.weights[i].construct;
    // plspm's weights are for scores with divisor N: the same numbers, since items and scores are scaled alike.
    check_close(sign[construct] * ours.weights[i].value.est, outer[i]["weight"].get<double>(), tolerance);
    check_close(sign[construct] * ours.loadings[i].value.est, outer[i]["loading"].get<double>(), tolerance);
  }
  const Matrix paths(results["path_coefs"]);
  for (const PathEstimate& path : ours.paths) {
    check_close(sign[path.from] * sign[path.to] * path.coefficient.est, paths.at(path.to, path.from), tolerance);
  }
  for (const Json& row : results["inner_summary"]) {
    const auto& c = ours.constructs[*parse_model(satisfaction_model(modes)).find(row["lv"].get<std::string>())];
    if (!std::isnan(c.r2)) check_close(c.r2, row["R2"].get<double>(), tolerance);
    check_close(c.ave, row["Block_Communality"].get<double>(), tolerance);
  }
  if (results["gof"].is_number()) check_close(ours.fit.gof, results["gof"].get<double>(), tolerance);
  for (const Json& row : results["effects"]) {
    for (const EffectEstimate& effect : ours.effects) {
      if (row["relationships"] != effect.from + " -> " + effect.to) continue;
      const double turned = sign[effect.from] * sign[effect.to];
      check_close(turned * effect.direct, row["direct"].get<double>(), tolerance);
      check_close(turned * effect.indirect.est, row["indirect"].get<double>(), tolerance);
      check_close(turned * effect.total.est, row["total"].get<double>(), tolerance);
    }
  }
}

void check_against_csem(const std::string& name, const std::string& modes, Scheme scheme) {
  CAPTURE(name);
  const double tolerance = 1e-8;
  const Json results = reference(name)["results"];
  const PlsResult ours = estimate_pls(parse_model(satisfaction_model(modes)), data("satisfaction.csv"),
                                      {.scheme = scheme, .tolerance = 1e-13, .max_iterations = 2000});
  const Matrix paths(results["path"]);
  for (const PathEstimate& path : ours.paths) {
    check_close(std::abs(path.coefficient.est), std::abs(paths.at(path.to, path.from)), tolerance);
  }
  for (const auto& [construct, r2] : results["r2"].items()) {
    const auto& c = ours.constructs[*parse_model(satisfaction_model(modes)).find(construct)];
    check_close(c.r2, r2.get<double>(), tolerance);
    check_close(c.r2_adj, results["r2adj"][construct].get<double>(), tolerance);
  }
  const Json& assess = results["assess"];
  check_close(ours.fit.srmr, assess["SRMR"].get<double>(), tolerance);
  check_close(ours.fit.d_uls, assess["DL"].get<double>(), tolerance);
  const double ln10 = std::log(10.0);  // cSEM takes logarithms to base 10
  check_close(ours.fit.d_g, assess["DG"].get<double>() * ln10 * ln10, tolerance);
  const Matrix f2(assess["F2"]);
  for (const PathEstimate& path : ours.paths) check_close(path.f2, f2.at(path.to, path.from), 1e-7);
}
}  // namespace

TEST_CASE("the mobile phone model agrees with seminr") {
  if (!shared_folder()) return;
  check_against_seminr("pls_mobi_modeA_path", "A", Scheme::path);
  check_against_seminr("pls_mobi_modeA_factorial", "A", Scheme::factorial);
  check_against_seminr("pls_mobi_modeB_path", "B", Scheme::path);
  check_against_seminr("pls_mobi_mixed_path", "BABAAAA", Scheme::path);
}

TEST_CASE("the bank model agrees with plspm in every scheme and mode") {
  if (!shared_folder()) return;
  for (const std::string mode : {"A", "B"}) {
    check_against_plspm("pls_satisfaction_plspm_path_mode" + mode, mode, Scheme::path);
    check_against_plspm("pls_satisfaction_plspm_factorial_mode" + mode, mode, Scheme::factorial);
    check_against_plspm("pls_satisfaction_plspm_centroid_mode" + mode, mode, Scheme::centroid);
  }
}

TEST_CASE("the bank model and its fit agree with cSEM") {
  if (!shared_folder()) return;
  check_against_csem("pls_csem_satisfaction_pls_path", "A", Scheme::path);
  check_against_csem("pls_csem_satisfaction_pls_factorial", "A", Scheme::factorial);
  check_against_csem("pls_csem_satisfaction_pls_centroid", "A", Scheme::centroid);
  check_against_csem("pls_csem_satisfaction_modeB_path", "B", Scheme::path);
}

TEST_CASE("bootstrap standard errors of the mobile phone model agree with seminr within Monte Carlo error") {
  if (!shared_folder()) return;
  const Json results = reference("pls_mobi_bootstrap_approx")["results"];
  const PlsResult ours =
      bootstrap_pls(parse_model(mobi_model("A")), data("mobi.csv"), {}, {.draws = 4999, .seed = 1, .threads = 2});
  CHECK(ours.bootstrap.failed == 0);
  const Matrix paths(results["paths"]), weights(results["weights"]), loadings(results["loadings"]),
      total(results["total"]);
  const auto check_draws = [](const Estimate& estimate, const Matrix& theirs, const std::string& row) {
    CAPTURE(row);
    const double se = theirs.at(row, "Bootstrap SD");
    REQUIRE_FALSE(std::isnan(se));
    if (se < 1e-9) return;
    CHECK(estimate.se == doctest::Approx(se).epsilon(0.08));
    CHECK(std::abs(estimate.ci_lower - theirs.at(row, "2.5% CI")) < 0.35 * se);  // percentiles are noisier than se
    CHECK(std::abs(estimate.ci_upper - theirs.at(row, "97.5% CI")) < 0.35 * se);
  };
  for (const PathEstimate& path : ours.paths) check_draws(path.coefficient, paths, path.from + "  ->  " + path.to);
  for (const ItemEstimate& w : ours.weights) check_draws(w.value, weights, w.item + "  ->  " + w.construct);
  for (const ItemEstimate& l : ours.loadings) check_draws(l.value, loadings, l.item + "  ->  " + l.construct);
  for (const EffectEstimate& e : ours.effects) check_draws(e.total, total, e.from + "  ->  " + e.to);
}

TEST_CASE("descriptives agree with psych") {
  if (!shared_folder()) return;
  const Json theirs = reference("psy_describe")["results"]["hs_type2"];
  const DataTable table = data("HolzingerSwineford1939.csv");
  for (const Json& row : theirs) {
    const VariableDescription ours = describe_numbers("", numbers_of(table, row["v"].get<std::string>()));
    CHECK(ours.n == row["n"].get<std::size_t>());
    for (const auto& [value, key] : std::vector<std::pair<double, const char*>>{{ours.mean, "mean"},
                                                                                {ours.sd, "sd"},
                                                                                {ours.se, "se"},
                                                                                {ours.median, "median"},
                                                                                {ours.min, "min"},
                                                                                {ours.max, "max"},
                                                                                {ours.skewness, "skew"},
                                                                                {ours.kurtosis, "kurtosis"}}) {
      CAPTURE(key);
      check_close(value, row[key].get<double>(), 1e-12);
    }
  }
}

TEST_CASE("Cronbach's alpha and the item statistics agree with psych") {
  if (!shared_folder()) return;
  const Json theirs = reference("psy_alpha")["results"];
  const auto check_scale = [&](const std::string& scale, const std::string& items, const std::string& file) {
    CAPTURE(scale);
    const ReliabilityResult result = reliability(parse_model("Scale =~ " + items), data(file));
    const ConstructReliability& ours = result.constructs.at(0);
    const Json& reference_scale = theirs[scale];
    check_close(ours.alpha, reference_scale["total"][0]["raw_alpha"].get<double>(), 1e-12);
    check_close(ours.alpha_standardized, reference_scale["total"][0]["std.alpha"].get<double>(), 1e-12);
    for (std::size_t i = 0; i < ours.items.size(); ++i) {
      check_close(ours.items[i].alpha_if_deleted, reference_scale["alpha_drop"][i]["raw_alpha"].get<double>(), 1e-12);
      check_close(ours.items[i].item_rest, reference_scale["item_stats"][i]["r.drop"].get<double>(), 1e-12);
      check_close(ours.items[i].mean, reference_scale["item_stats"][i]["mean"].get<double>(), 1e-12);
      check_close(ours.items[i].sd, reference_scale["item_stats"][i]["sd"].get<double>(), 1e-12);
    }
  };
  const std::string hs = "HolzingerSwineford1939.csv";
  check_scale("visual", "x1 + x2 + x3", hs);
  check_scale("textual", "x4 + x5 + x6", hs);
  check_scale("speed", "x7 + x8 + x9", hs);
  check_scale("all9", "x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9", hs);
  check_scale("PERQ", "PERQ1 + PERQ2 + PERQ3 + PERQ4 + PERQ5 + PERQ6 + PERQ7", "mobi.csv");
  check_scale("IMAG", "IMAG1 + IMAG2 + IMAG3 + IMAG4 + IMAG5", "mobi.csv");
}
