// What a model sees of its data, against lavaan's sample statistics for the same data: a folder of reference results
// that a user's clone does not have. Found by RAPPORT_REFERENCE, or as ../shared beside the repository; else these
// tests say that they were skipped.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "stats/sem/sample/sample_of.hpp"
#include "stats/table/csv.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;
using Json = nlohmann::json;

namespace {
std::optional<std::filesystem::path> shared_folder() {
  const char* named = std::getenv("RAPPORT_REFERENCE");
  const std::filesystem::path folder = named ? named : std::filesystem::path(RAPPORT_SOURCE_DIR) / ".." / "shared";
  if (std::filesystem::exists(folder / "reference") && std::filesystem::exists(folder / "data")) return folder;
  static bool said = false;
  if (!said) std::cout << "Skipped: no reference results at " << folder << " (set RAPPORT_REFERENCE).\n";
  said = true;
  return std::nullopt;
}

Json reference(const std::string& name) {
  std::ifstream file(*shared_folder() / "reference" / (name + ".json"));
  return Json::parse(file);
}

DataTable data_of(const Json& reference) {
  return read_csv(*shared_folder() / "data" / reference["data"].get<std::string>());
}

void check_close(double ours, double theirs, double tolerance) {
  CAPTURE(ours);
  CAPTURE(theirs);
  CHECK(std::abs(ours - theirs) <= tolerance * std::max(1.0, std::abs(theirs)));
}

std::vector<std::string> variables_of(const Json& sampstat) {
  return sampstat["cov"]["rows"];
}

void check_moments(const GroupSample& ours, const std::vector<std::string>& variables, const Json& theirs,
                   double tolerance) {
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    CAPTURE(variables[i]);
    if (theirs.contains("mean") && ours.thresholds.empty()) {
      check_close(ours.mean(row), theirs["mean"][variables[i]], tolerance);
    }
    for (std::size_t j = 0; j < variables.size(); ++j) {
      check_close(ours.cov(row, static_cast<Eigen::Index>(j)), theirs["cov"]["values"][i][j], tolerance);
    }
  }
}
}  // namespace

TEST_CASE("the moments of complete answers agree with lavaan") {
  if (!shared_folder()) return;
  for (const char* name : {"lav_hs_ml", "lav_hs_ml_wishart", "lav_hs_ml_mean", "lav_hs_uls", "lav_hs_listwise"}) {
    CAPTURE(name);
    const Json theirs = reference(name);
    const Json& sampstat = theirs["results"]["sampstat"];
    const std::string likelihood = theirs["options"].is_object() ? theirs["options"].value("likelihood", "") : "";
    const std::string estimator = theirs["options"].is_object() ? theirs["options"].value("estimator", "") : "";
    const Settings settings{.meanstructure = true, .divides_by_n = likelihood != "wishart" && estimator != "ULS"};
    const Sample sample = sample_of(data_of(theirs), {.variables = variables_of(sampstat)}, settings);
    CHECK(sample.total() == theirs["results"]["ntotal"].get<std::size_t>());
    check_moments(sample.groups[0], sample.variables, sampstat, 1e-13);
  }
}

TEST_CASE("the moments of groups agree with lavaan, in its order") {
  if (!shared_folder()) return;
  const Json theirs = reference("lav_hs_mg_configural");
  const Json& sampstat = theirs["results"]["sampstat"];
  const Sample sample = sample_of(data_of(theirs), {.variables = variables_of(sampstat.front()), .group = "school"},
                                  {.meanstructure = true});
  REQUIRE(sample.groups.size() == sampstat.size());
  for (std::size_t g = 0; g < sample.groups.size(); ++g) {
    CHECK(sample.groups[g].label == theirs["results"]["group_label"][g].get<std::string>());
    CHECK(sample.groups[g].n == theirs["results"]["nobs"][g].get<std::size_t>());
    check_moments(sample.groups[g], sample.variables, sampstat[sample.groups[g].label], 1e-13);
  }
}

TEST_CASE("the saturated model of answers with gaps agrees with lavaan, and is no less likely") {
  if (!shared_folder()) return;
  for (const char* name : {"lav_hs_fiml", "lav_sim7_fiml"}) {
    CAPTURE(name);
    const Json theirs = reference(name);
    const Json& sampstat = theirs["results"]["sampstat"];
    const Sample sample = sample_of(data_of(theirs), {.variables = variables_of(sampstat)},
                                    {.missing = Missing::ml, .meanstructure = true});
    check_moments(sample.groups[0], sample.variables, sampstat, 1e-5);
    const double loglik = theirs["results"]["fitMeasures"]["unrestricted.logl"];
    CHECK(sample.groups[0].saturated_loglik > loglik - 1e-8);
    check_close(sample.groups[0].saturated_loglik, loglik, 1e-9);
  }
}

TEST_CASE("the saturated models of groups with gaps agree with lavaan") {
  if (!shared_folder()) return;
  const Json theirs = reference("lav_hs_fiml_mg");
  const Json& sampstat = theirs["results"]["sampstat"];
  const Sample sample = sample_of(data_of(theirs), {.variables = variables_of(sampstat.front()), .group = "school"},
                                  {.missing = Missing::ml, .meanstructure = true});
  double loglik = 0;
  for (const GroupSample& group : sample.groups) {
    check_moments(group, sample.variables, sampstat[group.label], 1e-5);
    loglik += group.saturated_loglik;
  }
  check_close(loglik, theirs["results"]["fitMeasures"]["unrestricted.logl"], 1e-9);
}

TEST_CASE("covariates with gaps count under fiml.x as in lavaan") {
  if (!shared_folder()) return;
  const Json theirs = reference("lav_poldem_observed_fiml_x");
  const Json& sampstat = theirs["results"]["sampstat"];
  DataTable table = data_of(theirs);
  for (Column& column : table.columns) {
    for (std::size_t i = 0; i < column.numbers.size(); ++i) {
      const std::size_t digit = 7 * (i + 1) % 10;  // the file's note says which cells it left out
      if ((column.name == "x1" && digit == 3) || (column.name == "y1" && digit == 6)) column.numbers[i] = NAN;
    }
  }
  const Sample sample = sample_of(table, {.variables = variables_of(sampstat), .exogenous = {"x1", "x2"}},
                                  {.missing = Missing::ml_x, .meanstructure = true});
  CHECK(sample.total() == theirs["results"]["ntotal"].get<std::size_t>());
  check_moments(sample.groups[0], sample.variables, sampstat, 1e-5);
}
