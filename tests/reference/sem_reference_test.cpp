// Structural equation models against lavaan's results on the same data: every lav_*.json of a folder that a user's
// clone does not have (found by RAPPORT_REFERENCE, or as ../shared beside the repository; else these tests say that
// they were skipped). Our JSON is compared with theirs name by name, so this also holds its shape.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>

#include "reference/lavaan_case.hpp"
#include "reference/lavaan_comparison.hpp"
#include "stats/report/sem_json.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;
using namespace test;
using Json = nlohmann::json;

namespace {

double result_measure(const SemResult& result, const std::string& name) {
  for (const auto& [own, value] : result.fit_measures)
    if (own == name) return value;
  return NAN;
}

/// Figures that we know to differ, each with its reason; the test prints them.
std::map<std::string, std::string> known_differences(const std::string& name) {
  std::map<std::string, std::string> known;
  if (name == "lav_hs_saturated")
    for (const char* figure : {"cn_05", "cn_01"})
      known[std::string("fitMeasures ") + figure] = "0/0 in a saturated model; lavaan divides what rounding left over";
  if (name == "lav_hs_ord_mg_wlsmv")
    for (const char* figure : {"cfi", "tli", "nnfi", "rni", "rmsea", "rmsea.ci.lower", "rmsea.ci.upper", "rmsea.pvalue",
                               "rmsea.notclose.pvalue"})
      known[std::string("fitMeasures ") + figure + ".robust"] =
          "with equal ordinal thresholds lavaan 0.6-14 has none; those of 0.6-20 are compared in …_v0620";
  if (name == "lav_hs_ord_mg_wlsmv_v0620")
    for (int item = 1; item <= 9; ++item)
      known["implied mean x" + std::to_string(item)] =
          "lavaan 0.6-20 prints 0 where 0.6-14 and we print the mean of the latent response";
  if (name == "lav_hs_ord_mg_wlsmv")
    known["scores"] = "lavaan 0.6-14 has other ordinal scores than 0.6-20, with which ours agree in …_v0620";
  return known;
}

/// Everything in a reference file that our result has a name for.
LavaanComparison compare(const std::string& name) {
  const LavaanCase own{reference(name)};
  const Json& theirs = own.results();
  const SemResult result = own.estimate();
  const Json ours = Json::parse(sem_json(result));
  const Json& labels = theirs["group_label"];

  Tolerance tolerance;
  const bool fiml = result.missing == "ml" || result.missing == "fiml" || result.missing == "ml.x";
  if (fiml) tolerance.absolute = 2e-5;  // lavaan's EM
  const double n = theirs["ntotal"].get<double>();
  const double excess = fiml ? 2 * (result_measure(result, "logl") - theirs["fitMeasures"]["logl"].get<double>())
                             : 2 * n * (theirs["fmin"].get<double>() - result_measure(result, "fmin"));
  tolerance.slack = std::sqrt(std::max(excess, 1e-12 * n));
  if (name == "lav_hs_heywood") tolerance.relative = 1e-3;  // a nearly flat direction: x3 has a standard error of 40
  LavaanComparison comparison(tolerance);
  comparison.leave_out = known_differences(name);
  CHECK_MESSAGE(excess > -1e-6 * std::max(1.0, theirs["fitMeasures"]["chisq"].get<double>()),
                name << ": our minimum is above lavaan's by " << -excess);

  const std::vector<std::string> estimates = {"est", "se", "z", "pvalue", "ci.lower", "ci.upper"};
  const std::vector<std::string> standardized = {"est.std", "se", "z", "pvalue", "ci.lower", "ci.upper"};
  comparison.rows("parameterEstimates", ours["parameterEstimates"], theirs["parameterEstimates"], estimates);
  comparison.rows("standardized_all", ours["standardized_all"], theirs["standardized_all"], standardized);
  comparison.rows("standardized_lv", ours["standardized_lv"], theirs["standardized_lv"], standardized);
  comparison.values("fitMeasures", ours["fitMeasures"], theirs["fitMeasures"]);
  for (const auto& [test, figures] : theirs["test"].items())
    for (const char* field : {"stat", "df", "pvalue", "scaling.factor", "shift.parameter"})
      if (figures.contains(field))
        comparison.number(
            "test " + test + " " + field,
            ours["test"].contains(test) && ours["test"][test].contains(field) ? ours["test"][test][field] : Json(),
            figures[field]);
  if (theirs.contains("vcov") && theirs["vcov"].is_object() && theirs["vcov"].contains("values")) {
    Json scales = theirs["vcov"]["values"];
    for (std::size_t i = 0; i < scales.size(); ++i)
      for (std::size_t j = 0; j < scales.size(); ++j)
        scales[i][j] = 1e-5 + std::sqrt(std::abs(theirs["vcov"]["values"][i][i].get<double>() *
                                                 theirs["vcov"]["values"][j][j].get<double>()));
    comparison.matrix("vcov", ours["vcov"], theirs["vcov"], &scales);
  }
  each_group(theirs["r2"], ours["r2"], labels,
             [&](const Json& b, const Json& a, const std::string&) { comparison.values("r2", a, b); });
  each_group(theirs["sampstat"], ours["sampstat"], labels,
             [&](const Json& b, const Json& a, const std::string&) { compare_moments(comparison, "sampstat", a, b); });
  each_group(theirs["implied"], ours["implied"], labels,
             [&](const Json& b, const Json& a, const std::string&) { compare_moments(comparison, "implied", a, b); });
  each_group(theirs["residuals_raw"], ours["residuals_raw"], labels,
             [&](const Json& b, const Json& a, const std::string& label) {
               compare_residuals(comparison, a, b, label.empty() ? theirs["sampstat"] : theirs["sampstat"][label]);
             });
  each_group(theirs["cov_lv"], ours["cov_lv"], labels, [&](const Json& b, const Json& a, const std::string&) {
    if (b.is_object() && b.contains("values") && !b["values"].empty()) comparison.matrix("cov_lv", a, b);
  });
  if (theirs.contains("lavResiduals")) compare_residual_z(comparison, ours["lavResiduals"], theirs["lavResiduals"]);
  if (theirs.contains("modificationIndices"))
    compare_modification_indices(comparison, ours["modificationIndices"], theirs["modificationIndices"],
                                 tolerance.slack);
  for (const char* method : {"regression", "Bartlett"}) {
    const std::string key = std::string("scores_") + method;
    if (theirs.contains(key) && !comparison.leave_out.contains("scores"))
      each_group(theirs[key], Json::object(), labels, [&](const Json& b, const Json&, const std::string& label) {
        compare_scores(comparison, result, method, b, label);
      });
  }
  return comparison;
}

void check_case(const std::string& name) {
  const LavaanComparison comparison = compare(name);
  std::cout << name << ": " << comparison.compared << " figures compared, " << comparison.differences.size()
            << " differ\n";
  for (const auto& [figure, reason] : comparison.leave_out)
    std::cout << "    not compared: " << figure << " (" << reason << ")\n";
  for (std::size_t i = 0; i < std::min<std::size_t>(comparison.differences.size(), 12); ++i)
    std::cout << "    " << comparison.differences[i] << '\n';
  CHECK_MESSAGE(comparison.differences.empty(), name << " differs");
}

bool is_of_its_own(const std::string& name) {  // cases with a test of their own below
  return name.starts_with("lav_boot_approx") || name == "lav_hs_mg_lrt" || name == "lav_hs_ord_polychoric" ||
         name == "lav_hs_2ind_unidentified" || name == "lav_hs_collinear";
}

}  // namespace

TEST_CASE("every reference case of lavaan") {
  if (!shared_folder()) return;
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(*shared_folder() / "reference")) {
    const std::string name = entry.path().stem().string();
    if (name.starts_with("lav_") && !is_of_its_own(name)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  CHECK(names.size() >= 55);
  const char* only = std::getenv("RAPPORT_CASE");
  for (const std::string& name : names) {
    if (only && name != only) continue;
    CAPTURE(name);
    try {
      check_case(name);
    } catch (const std::exception& error) {
      const std::string message = error.what();
      FAIL_CHECK(name << ": " << message);
    }
  }
}

TEST_CASE("what cannot be estimated is refused with its reason") {
  if (!shared_folder()) return;
  for (const auto& [name, code] :
       {std::pair{"lav_hs_2ind_unidentified", "too_few_moments"}, std::pair{"lav_hs_collinear", "singular_sample"}}) {
    try {
      LavaanCase(reference(name)).estimate();
      FAIL_CHECK(name << " was estimated");
    } catch (const NotEstimable& error) {
      CHECK(error.code == code);
      if (std::string(name) == "lav_hs_collinear") CHECK(std::string(error.what()).find("x10") != std::string::npos);
    }
  }
}
