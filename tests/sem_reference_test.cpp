// Structural equation models against lavaan's results on the same data: every lav_*.json of a folder that a user's
// clone does not have (found by RAPPORT_REFERENCE, or as ../shared beside the repository; else these tests say that
// they were skipped). Our JSON is compared with theirs name by name, so this also holds its shape.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "stats/report/sem_json.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/table/csv.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;
using Json = nlohmann::json;

namespace {

std::optional<std::filesystem::path> shared_folder() {
  const char* named = std::getenv("RAPPORT_REFERENCE");
  const std::filesystem::path folder = named ? named : std::filesystem::path(RAPPORT_SOURCE_DIR) / ".." / "shared";
  if (std::filesystem::exists(folder / "reference") && std::filesystem::exists(folder / "data")) return folder;
  std::cout << "Skipped: no reference results at " << folder << " (set RAPPORT_REFERENCE).\n";
  return std::nullopt;
}

Json reference(const std::string& name) {
  std::ifstream file(*shared_folder() / "reference" / (name + ".json"));
  return Json::parse(file);
}

/// lavaan stops a little before the minimum, we do not. In the quadratic neighbourhood of a minimum a point whose χ² is
/// higher by d is at most √d standard errors away in every parameter: so far their figures may be from ours.
struct Tolerance {
  double relative = 1e-5;
  double absolute = 1e-6;
  double slack = 0;  // √d
};

/// Collects what differs, so that a case reports all of it at once.
class Comparison {
 public:
  explicit Comparison(Tolerance tolerance) : tolerance_(tolerance) {}

  void number(const std::string& what, const Json& ours, const Json& theirs, double se = NAN, double relative = NAN) {
    ++compared;
    if (theirs.is_null() && ours.is_null()) return;
    if (theirs.is_null() != ours.is_null()) return differs(what, ours, theirs);
    const double a = ours.get<double>();
    const double b = theirs.get<double>();
    const double spread = std::isfinite(se) ? se : std::abs(b);
    const double allowed = tolerance_.absolute +
                           (std::isfinite(relative) ? relative : tolerance_.relative) * std::abs(b) +
                           20 * tolerance_.slack * spread;
    if (!(std::abs(a - b) <= allowed)) differs(what, ours, theirs);
  }

  void matrix(const std::string& what, const Json& ours, const Json& theirs, const Json* scales = nullptr) {
    if (!ours.is_object() || !ours.contains("rows")) return differs(what, ours, "a matrix");
    if (ours["rows"] != theirs["rows"] || ours["cols"] != theirs["cols"])
      return differs(what + " (names)", ours["rows"], theirs["rows"]);
    for (std::size_t i = 0; i < theirs["values"].size(); ++i)
      for (std::size_t j = 0; j < theirs["values"][i].size(); ++j)
        number(what + " [" + std::to_string(i) + "," + std::to_string(j) + "]", ours["values"][i][j],
               theirs["values"][i][j], scales ? (*scales)[i][j].get<double>() : NAN);
  }

  /// Rows of parameters, found by their names.
  void rows(const std::string& what, const Json& ours, const Json& theirs, const std::vector<std::string>& fields,
            double relative = NAN) {
    if (!ours.is_array()) return differs(what, ours, "rows");
    for (const Json& row : theirs) {
      const auto found = std::find_if(ours.begin(), ours.end(), [&](const Json& own) {
        return own["lhs"] == row["lhs"] && own["op"] == row["op"] && own["rhs"] == row["rhs"] &&
               own.value("group", 1) == std::max(row.value("group", own.value("group", 1)), 0);
      });
      const std::string name = what + " " + row["lhs"].get<std::string>() + row["op"].get<std::string>() +
                               row["rhs"].get<std::string>() + "." + std::to_string(row.value("group", 1));
      if (found == ours.end()) {
        differs(name, nullptr, row);
        continue;
      }
      const double se = row.contains("se") && row["se"].is_number() ? row["se"].get<double>() : NAN;
      for (const std::string& field : fields)
        if (row.contains(field))
          number(name + " " + field, (*found)[field], row[field], field == "z" ? NAN : se, relative);
    }
  }

  void values(const std::string& what, const Json& ours, const Json& theirs) {
    for (const auto& [name, value] : theirs.items()) {
      if (leave_out.contains(what + " " + name)) continue;
      if (ours.is_object() && ours.contains(name))
        number(what + " " + name, ours[name], value);
      else
        differs(what + " " + name, nullptr, value);
    }
  }

  void differs(const std::string& what, const Json& ours, const Json& theirs) {
    differences.push_back(what + ": " + ours.dump().substr(0, 40) + " where lavaan has " + theirs.dump().substr(0, 40));
  }

  std::map<std::string, std::string> leave_out;  // figure → why it is not compared
  std::size_t compared = 0;
  std::vector<std::string> differences;

 private:
  Tolerance tolerance_;
};

DataTable data_of(const std::string& name, const Json& json) {
  DataTable table = read_csv(*shared_folder() / "data" / json["data"].get<std::string>());
  if (name.starts_with("lav_hs_heywood")) {  // the first 35 respondents
    table.row_count = 35;
    for (Column& column : table.columns) {
      column.numbers.resize(column.is_numeric ? 35 : 0);
      column.texts.resize(column.is_numeric ? 0 : 35);
    }
  }
  if (name == "lav_hs_collinear") {
    std::vector<double> sum = table.find("x1")->numbers;
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += table.find("x2")->numbers[i];
    table.add_numbers("x10", sum);
  }
  if (name == "lav_poldem_observed_fiml_x") {
    for (Column& column : table.columns)
      for (std::size_t i = 0; i < column.numbers.size(); ++i)
        if ((column.name == "x1" && 7 * (i + 1) % 10 == 3) || (column.name == "y1" && 7 * (i + 1) % 10 == 6))
          column.numbers[i] = NAN;
  }
  return table;
}

std::vector<std::string> words_of(const Json& json) {
  if (json.is_string())
    return json.get<std::string>().empty() ? std::vector<std::string>{} : std::vector{json.get<std::string>()};
  return json.get<std::vector<std::string>>();
}

Options options_of(const Json& json) {
  Options options;
  options.function = json.value("fn", "cfa") == "cfa" ? Function::cfa : Function::sem;
  if (!json["options"].is_object()) return options;
  for (const auto& [key, value] : json["options"].items()) {
    if (key == "estimator") options.estimator = estimator_of(value);
    if (key == "se") options.se = standard_errors_of(value);
    if (key == "test") options.test = test_statistic_of(value);
    if (key == "missing") options.missing = missing_of(value);
    if (key == "information") options.information = information_of(value);
    if (key == "likelihood") options.likelihood = likelihood_of(value);
    if (key == "parameterization") options.parameterization = parameterization_of(value);
    if (key == "bounds") options.bounds = bounds_of(value);
    if (key == "group") options.group = value;
    if (key == "std.lv") options.std_lv = value;
    if (key == "orthogonal") options.orthogonal = value;
    if (key == "effect.coding") options.effect_coding = value;
    if (key == "meanstructure") options.meanstructure = value.get<bool>();
    if (key == "fixed.x") options.fixed_x = value.get<bool>();
    if (key == "ordered" && value.is_boolean()) options.all_ordered = true;
    if (key == "ordered" && value.is_array()) options.ordered = value.get<std::vector<std::string>>();
    if (key == "group.partial") options.group_partial = value.get<std::vector<std::string>>();
    if (key == "group.equal")
      for (const std::string& word : words_of(value)) options.group_equal.push_back(group_equal_of(word));
  }
  return options;
}

std::optional<std::vector<MomentInput>> moments_of(const Json& json) {
  MomentInput input;
  if (json.contains("sample_cov_n1")) {
    input.cov.rows = input.cov.cols = json["sample_cov_n1"]["rows"].get<std::vector<std::string>>();
    for (const Json& row : json["sample_cov_n1"]["values"])
      for (const Json& value : row) input.cov.values.push_back(value);
    if (json.contains("sample_mean"))
      for (const std::string& name : input.cov.rows) input.mean.push_back(json["sample_mean"][name]);
  } else if (json.contains("sample_cov_lower")) {
    input.cov.rows = input.cov.cols = {"anomia67", "powerless67", "anomia71", "powerless71", "education", "sei"};
    input.cov.values.assign(36, 0);
    std::istringstream lower(json["sample_cov_lower"].get<std::string>());
    for (std::size_t i = 0; i < 6; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double value = 0;
        lower >> value;
        input.cov.at(i, j) = input.cov.at(j, i) = value;
      }
    }
  } else {
    return std::nullopt;
  }
  input.n = json["options"]["sample.nobs"];
  return std::vector{input};
}

SemResult run(const std::string& name, const Json& json) {
  const Wanted wanted{.scores = json["results"].contains("scores_regression")};
  Options options = options_of(json);
  // The default of lavaan 0.6-14, latent means free: equal intercepts leave the items' at 0. sem_table_reference_test
  // has the same model in the text.
  if (name == "lav_hs_ord_mg_wlsmv") options.group_equal.push_back(GroupEqual::intercepts);
  if (const auto moments = moments_of(json)) return estimate_sem(json["syntax"], *moments, options, {}, wanted);
  return estimate_sem(json["syntax"], data_of(name, json), options, {}, wanted);
}

/// By group: label → object, or the object itself where there is one group.
template <class Use>
void each_group(const Json& theirs, const Json& ours, const Json& labels, Use&& use) {
  if (labels.empty()) return use(theirs, ours, std::string{});
  for (const Json& label : labels) {
    const auto name = label.get<std::string>();
    use(theirs[name], ours.is_object() && ours.contains(name) ? ours[name] : Json(), name);
  }
}

void compare_moments(Comparison& comparison, const std::string& what, const Json& ours, const Json& theirs) {
  comparison.matrix(what + " cov", ours.is_object() ? ours["cov"] : Json(), theirs["cov"]);
  for (const char* part : {"mean", "th"})
    if (theirs.contains(part) && ours.is_object() && ours.contains(part))
      comparison.values(what + " " + part, ours[part], theirs[part]);
}

/// The residuals of lavaan have its own distance from the minimum in them: judged against the size of the moments.
void compare_residuals(Comparison& comparison, const Json& ours, const Json& theirs, const Json& sample) {
  Json scales = sample["cov"]["values"];
  for (std::size_t i = 0; i < scales.size(); ++i)
    for (std::size_t j = 0; j < scales.size(); ++j)
      scales[i][j] = std::sqrt(
          std::abs(sample["cov"]["values"][i][i].get<double>() * sample["cov"]["values"][j][j].get<double>()));
  comparison.matrix("residuals_raw cov", ours.is_object() ? ours["cov"] : Json(), theirs["cov"], &scales);
}

void compare_scores(Comparison& comparison, const SemResult& result, const std::string& method, const Json& theirs,
                    const std::string& group) {
  for (const FactorScores& scores : result.scores) {
    if (scores.method != method || (scores.group != group && !group.empty())) continue;
    const Json& first = theirs["first10"]["values"];
    for (std::size_t i = 0; i < first.size(); ++i)
      for (std::size_t j = 0; j < first[i].size(); ++j) {
        const double own = scores.scores.at(i, j);
        const std::string place = "scores " + method + " [" + std::to_string(i) + "," + std::to_string(j) + "]";
        if (result.ordinal.empty()) {
          comparison.number(place, std::isfinite(own) ? Json(own) : Json(), first[i][j], 1.0);
          continue;
        }
        // Of ordinal items lavaan searches the mode of each respondent to three or four digits; where all answers are
        // extreme the likeliest value is infinite, and lavaan prints where its search stopped.
        if (std::isfinite(own) && !(std::abs(own - first[i][j].get<double>()) < 1e-3))
          comparison.differs(place, own, first[i][j]);
        ++comparison.compared;
      }
    return;
  }
  comparison.differs("scores " + method + " " + group, nullptr, "scores");
}

/// z of a residual is a small number over a smaller one: where the standard error is a hundredth of the moment's,
/// lavaan's distance from the minimum counts a hundredfold. Residuals that the model makes 0 have no z to compare.
void compare_residual_z(Comparison& comparison, const Json& ours, const Json& theirs) {
  if (!ours.is_object() || !ours.contains("cov")) return comparison.differs("lavResiduals", ours, "residuals");
  for (std::size_t i = 0; i < theirs["cov"]["values"].size(); ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      const std::string place = " [" + std::to_string(i) + "," + std::to_string(j) + "]";
      const Json& residual = theirs["cov"]["values"][i][j];
      comparison.number("lavResiduals cov" + place, ours["cov"]["values"][i][j], residual, 1);
      if (!theirs.contains("cov.z") || theirs["cov.z"].is_null() || residual.is_null() ||
          std::abs(residual.get<double>()) < 1e-4)
        continue;
      if (theirs["cov.z"]["values"][i][j].is_null()) continue;
      if (!ours.contains("cov.z") || ours["cov.z"].is_null())
        return comparison.differs("lavResiduals cov.z", nullptr, "z values");
      const Json& z = ours["cov.z"]["values"][i][j];
      const double wanted = theirs["cov.z"]["values"][i][j];
      ++comparison.compared;
      if (!z.is_number() || !(std::abs(z.get<double>() - wanted) <= 3e-3 * (1 + std::abs(wanted))))
        comparison.differs("lavResiduals cov.z" + place, z, wanted);
    }
}

double result_measure(const SemResult& result, const std::string& name) {
  for (const auto& [own, value] : result.fit_measures)
    if (own == name) return value;
  return NAN;
}

/// √MI is the z of a score: lavaan's distance from the minimum shifts it by so many standard errors, and EPC with it.
void compare_modification_indices(Comparison& comparison, const Json& ours, const Json& theirs, double slack) {
  for (const Json& row : theirs) {
    const std::string name = "mi " + row["lhs"].get<std::string>() + row["op"].get<std::string>() +
                             row["rhs"].get<std::string>() + "." + std::to_string(row.value("group", 1));
    const auto found = std::find_if(ours.begin(), ours.end(), [&](const Json& own) {
      return own["lhs"] == row["lhs"] && own["op"] == row["op"] && own["rhs"] == row["rhs"] &&
             own["group"] == row.value("group", 1);
    });
    if (found == ours.end()) {
      comparison.differs(name, nullptr, row);
      continue;
    }
    if (row["mi"].is_null()) continue;
    const double a = std::sqrt(std::max((*found)["mi"].get<double>(), 0.0));
    const double b = std::sqrt(std::max(row["mi"].get<double>(), 0.0));
    const double allowed = 1e-5 * (1 + b) + 20 * slack;
    ++comparison.compared;
    if (!(std::abs(a - b) <= allowed)) comparison.differs(name, (*found)["mi"], row["mi"]);
    for (const char* field : {"epc", "sepc.lv", "sepc.all", "sepc.nox"}) {
      ++comparison.compared;
      if (row[field].is_null() || b < 10 * allowed) continue;  // no more than the noise of the search
      const double x = (*found)[field].get<double>();
      const double y = row[field].get<double>();
      if (!(std::abs(x - y) <= 1e-6 + std::abs(y) * (2e-5 + 2 * allowed / b)))
        comparison.differs(name + " " + field, x, y);
    }
  }
}

/// Figures that we know to differ, each with its reason; the test prints them.
std::map<std::string, std::string> known_differences(const std::string& name) {
  std::map<std::string, std::string> known;
  if (name == "lav_hs_saturated")
    for (const char* figure : {"cn_05", "cn_01"})
      known[std::string("fitMeasures ") + figure] = "0/0 in a saturated model; lavaan divides what rounding left over";
  if (name.starts_with("lav_hs_ord_mg_wlsmv"))
    for (const char* figure : {"cfi", "tli", "nnfi", "rni", "rmsea", "rmsea.ci.lower", "rmsea.ci.upper", "rmsea.pvalue",
                               "rmsea.notclose.pvalue"})
      known[std::string("fitMeasures ") + figure + ".robust"] =
          "of several ordinal groups lavaan's file of 0.6-14 has none, and 0.6-20 has another correction than Savalei "
          "(2021)";
  if (name == "lav_hs_ord_mg_wlsmv_v0620")
    for (int item = 1; item <= 9; ++item)
      known["implied mean x" + std::to_string(item)] =
          "lavaan 0.6-20 prints 0 where 0.6-14 and we print the mean of the latent response";
  if (name == "lav_hs_ord_mg_wlsmv")
    known["scores"] = "lavaan 0.6-14 has other ordinal scores than 0.6-20, with which ours agree in …_v0620";
  return known;
}

/// Everything in a reference file that our result has a name for.
Comparison compare(const std::string& name) {
  const Json json = reference(name);
  const Json& theirs = json["results"];
  const SemResult result = run(name, json);
  const Json ours = Json::parse(sem_json(result));
  const Json& labels = theirs["group_label"];

  Tolerance tolerance;
  const bool fiml = result.missing == "ml" || result.missing == "fiml" || result.missing == "ml.x";
  if (fiml) tolerance.absolute = 1e-5;  // lavaan's EM
  const double n = theirs["ntotal"].get<double>();
  const double excess = fiml ? 2 * (result_measure(result, "logl") - theirs["fitMeasures"]["logl"].get<double>())
                             : 2 * n * (theirs["fmin"].get<double>() - result_measure(result, "fmin"));
  tolerance.slack = std::sqrt(std::max(excess, 1e-12 * n));
  if (name == "lav_hs_heywood") tolerance.relative = 1e-3;  // a nearly flat direction: x3 has a standard error of 40
  Comparison comparison(tolerance);
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
  const Comparison comparison = compare(name);
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
    const Json json = reference(name);
    try {
      run(name, json);
      FAIL_CHECK(name << " was estimated");
    } catch (const NotEstimable& error) {
      CHECK(error.code == code);
      if (std::string(name) == "lav_hs_collinear") CHECK(std::string(error.what()).find("x10") != std::string::npos);
    }
  }
}

TEST_CASE("bootstrap standard errors are those of lavaan's 2,000 draws, within the chance of both") {
  if (!shared_folder()) return;
  const std::string three_factors = "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9";
#ifdef __SANITIZE_ADDRESS__  // where draws take a hundred times as long: fewer, and so more chance
  constexpr std::size_t draws = 2'000;
  constexpr double most = 0.08, on_average = 0.025;
#else
  constexpr std::size_t draws = 20'000;
  constexpr double most = 0.05, on_average = 0.015;
#endif
  for (const std::string name : {"lav_boot_approx_hs_ml", "lav_boot_approx_poldem_mediation"}) {
    CAPTURE(name);
    const Json json = reference(name);
    const std::string model =
        json.contains("syntax") && json["syntax"].is_string() ? json["syntax"].get<std::string>() : three_factors;
    const SemResult result =
        estimate_sem(model, data_of(name, json),
                     {.function = Function::sem, .se = StandardErrors::bootstrap, .bootstrap = draws, .seed = 2});
    CHECK(result.bootstrap_failed == 0);
    double sum = 0;
    std::size_t count = 0;
    for (const Json& row : json["results"]["perc"]) {
      if (!(row["se"].get<double>() > 0)) continue;
      const auto own = std::find_if(result.parameters.begin(), result.parameters.end(), [&](const EstimateRow& r) {
        return r.lhs == row["lhs"].get<std::string>() && r.op == row["op"].get<std::string>() &&
               r.rhs == row["rhs"].get<std::string>();
      });
      REQUIRE(own != result.parameters.end());
      const double gap = own->se / row["se"].get<double>() - 1;
      CAPTURE(own->lhs + own->op + own->rhs);
      // Runs of lavaan's size differ by 1.6 % among themselves, ours too; those of this loading by 4 %, for few draws
      // lie far out (100,000 draws of four seeds put its error between 3 and 6 % above lavaan's).
      const bool has_heavy_tails = own->lhs == "speed" && own->rhs == "x9";
      CHECK(std::abs(gap) < (has_heavy_tails ? 0.08 : most));
      sum += std::abs(gap);
      ++count;
    }
    CHECK(sum / static_cast<double>(count) < on_average);
  }
  const Json json = reference("lav_boot_approx_hs_bollen_stine");
  const SemResult result = estimate_sem(json["syntax"], data_of("lav_boot_approx_hs_bollen_stine", json),
                                        {.test = TestStatistic::bollen_stine, .bootstrap = 500});
  REQUIRE(result.tests.size() == 2);
  CHECK(result.tests[1].test == "bollen.stine");
  CHECK(result.tests[1].pvalue == json["results"]["p"].get<double>());
}
