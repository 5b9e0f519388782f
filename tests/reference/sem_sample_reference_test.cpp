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

#include "reference/reference_folder.hpp"
#include "stats/sem/sample/sample_of.hpp"
#include "stats/table/csv.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;
using Json = nlohmann::json;
using test::reference;
using test::shared_folder;

namespace {
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
  check_close(sample.groups[0].saturated_loglik - sample.groups[0].fixed_loglik,
              theirs["results"]["fitMeasures"]["unrestricted.logl"], 1e-8);
}

namespace {
const Settings wlsmv{.discrepancy = Discrepancy::dwls, .categorical = true, .meanstructure = true};

void check_thresholds(const GroupSample& ours, const std::vector<std::string>& variables, const Json& theirs) {
  for (std::size_t i = 0; i < variables.size(); ++i) {
    for (Eigen::Index t = 0; t < ours.thresholds[i].size(); ++t) {
      check_close(ours.thresholds[i](t), theirs[variables[i] + "|t" + std::to_string(t + 1)], 1e-12);
    }
  }
}
}  // namespace

TEST_CASE("thresholds, polychoric and polyserial correlations agree with lavaan") {
  if (!shared_folder()) return;
  for (const char* name : {"lav_hs_ord_wlsmv", "lav_hs_bin_wlsmv", "lav_hs_ord_mixed", "lav_sim7_wlsmv"}) {
    CAPTURE(name);
    const Json theirs = reference(name);
    const Json& sampstat = theirs["results"]["sampstat"];
    const Json& ordered = theirs["options"]["ordered"];
    const std::vector<std::string> ordinal =
        ordered.is_array() ? ordered.get<std::vector<std::string>>() : variables_of(sampstat);
    const Sample sample = sample_of(data_of(theirs), {.variables = variables_of(sampstat), .ordinal = ordinal}, wlsmv);
    check_moments(sample.groups[0], sample.variables, sampstat, 1e-7);
    check_thresholds(sample.groups[0], sample.variables, sampstat["th"]);
  }
}

TEST_CASE("the polychoric correlations of groups agree with lavaan") {
  if (!shared_folder()) return;
  const Json theirs = reference("lav_hs_ord_mg_wlsmv");
  const Json& sampstat = theirs["results"]["sampstat"];
  const std::vector<std::string> items = variables_of(sampstat.front());
  const Sample sample = sample_of(data_of(theirs), {.variables = items, .ordinal = items, .group = "school"}, wlsmv);
  for (const GroupSample& group : sample.groups) {
    check_moments(group, items, sampstat[group.label], 1e-7);
    check_thresholds(group, items, sampstat[group.label]["th"]);
  }
}

TEST_CASE("the asymptotic covariance of ordinal statistics agrees with lavaan") {
  if (!shared_folder()) return;
  // lavInspect(fit, "gamma") of lavaan 0.6-14 for these data: some elements, the trace and the sum of all sizes.
  struct Expected {
    std::vector<std::string> ordinal;
    Missing missing;
    std::vector<double> values;
  };
  const std::vector<std::string> all{"x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9"};
  const std::vector<std::string> six(all.begin(), all.begin() + 6);
  const std::vector<Expected> cases{{all,
                                     Missing::listwise,
                                     {1.9730909272, 0.978553638547, 0.00279994040027, 0.0517538850456, 0.601712418177,
                                      1.21152908727, 90.2327025095, 675.394013383}},
                                    {six,
                                     Missing::listwise,
                                     {1.9730909272, 0.978553638547, 0.0100010992743, 0.111712786914, 0.933467664475,
                                      1.63972982501, 91.497315306, 685.700770095}},
                                    {six,
                                     Missing::pairwise,
                                     {2.2951718348, 1.07713111926, 0.0204016279503, 0.0981557205884, 1.05076361597,
                                      1.95455152826, 106.67007801, 739.814604367}}};
  for (const Expected& expected : cases) {
    DataTable table = read_csv(*shared_folder() / "data" / "HS_ord4.csv");
    for (std::size_t j = 1; expected.missing == Missing::pairwise && j <= 9; ++j) {
      for (std::size_t i = 1; i <= table.row_count; ++i) {
        if ((7 * i + 13 * j) % 10 == 0) table.columns[j].numbers[i - 1] = NAN;
      }
    }
    Settings settings = wlsmv;
    settings.missing = expected.missing;
    const Eigen::MatrixXd gamma =
        sample_of(table, {.variables = all, .ordinal = expected.ordinal}, settings).groups[0].gamma;
    const std::vector<double> ours{gamma(0, 0),   gamma(1, 0),   gamma(29, 1),  gamma(39, 29),
                                   gamma(59, 58), gamma(59, 59), gamma.trace(), gamma.cwiseAbs().sum()};
    for (std::size_t i = 0; i < ours.size(); ++i) check_close(ours[i], expected.values[i], 3e-7);
  }
}

TEST_CASE("the distribution-free covariance of moments agrees with lavaan, also given fixed covariates") {
  if (!shared_folder()) return;
  const DataTable table = read_csv(*shared_folder() / "data" / "PoliticalDemocracy.csv");
  const SampleRequest request{.variables = {"y5", "y1", "x1", "x2"}, .exogenous = {"x1", "x2"}};
  // lavInspect(fit, "gamma") of lavaan 0.6-14 for  y5 ~ y1 + x1 + x2; y1 ~ x1 + x2  under MLM and WLS.
  const std::vector<double> fixed{4.57526430576, 3.5493269932,  -5.50041031478, 53.9114793118, 33.634293145,
                                  6.27338837409, 2.13310112736, 172.640490521,  575.088725376};
  const std::vector<double> random{6.73468088114, 4.99629333717, -4.06541619257, 58.1559678211, 36.7185577062,
                                   8.74832993843, 3.6148709503,  204.919717033,  830.63103238};
  for (const bool is_fixed : {true, false}) {
    const Settings settings{.se = StandardErrors::robust_sem, .meanstructure = true, .fixed_x = is_fixed};
    const Eigen::MatrixXd gamma = sample_of(table, request, settings).groups[0].gamma;
    const std::vector<double> ours{gamma(0, 0), gamma(1, 0), gamma(4, 0),   gamma(4, 4),           gamma(5, 4),
                                   gamma(6, 4), gamma(6, 6), gamma.trace(), gamma.cwiseAbs().sum()};
    for (std::size_t i = 0; i < ours.size(); ++i) check_close(ours[i], is_fixed ? fixed[i] : random[i], 1e-11);
  }
}
