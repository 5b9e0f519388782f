#include "reference/lavaan_case.hpp"

#include <cmath>
#include <sstream>

#include "stats/sem/run/prepare.hpp"
#include "stats/table/csv.hpp"

namespace test {

using namespace rapport::stats;
using namespace rapport::stats::sem;
using Json = nlohmann::json;

DataTable LavaanCase::data() const {
  const std::string name = json_["case"];
  DataTable table = read_csv(*shared_folder() / "data" / json_["data"].get<std::string>());
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

namespace {

std::vector<std::string> words_of(const Json& json) {
  if (json.is_string())
    return json.get<std::string>().empty() ? std::vector<std::string>{} : std::vector{json.get<std::string>()};
  return json.get<std::vector<std::string>>();
}

}  // namespace

Options LavaanCase::options() const {
  Options options;
  options.function = function_of(json_.value("fn", "cfa"));
  if (!json_.contains("options") || !json_["options"].is_object()) return options;
  for (const auto& [key, value] : json_["options"].items()) {
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
  // The default of lavaan 0.6-14, latent means free: equal intercepts leave the items' at 0. sem_table_reference_test
  // has the same model in the text.
  if (json_["case"] == "lav_hs_ord_mg_wlsmv") options.group_equal.push_back(GroupEqual::intercepts);
  return options;
}

std::vector<MomentInput> LavaanCase::moments() const {
  MomentInput input;
  if (json_.contains("sample_cov_n1")) {
    input.cov.rows = input.cov.cols = json_["sample_cov_n1"]["rows"].get<std::vector<std::string>>();
    for (const Json& row : json_["sample_cov_n1"]["values"])
      for (const Json& value : row) input.cov.values.push_back(value);
    if (json_.contains("sample_mean"))
      for (const std::string& name : input.cov.rows) input.mean.push_back(json_["sample_mean"][name]);
  } else if (json_.contains("sample_cov_lower")) {
    input.cov.rows = input.cov.cols = {"anomia67", "powerless67", "anomia71", "powerless71", "education", "sei"};
    input.cov.values.assign(36, 0);
    std::istringstream lower(json_["sample_cov_lower"].get<std::string>());
    for (std::size_t i = 0; i < 6; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double value = 0;
        lower >> value;
        input.cov.at(i, j) = input.cov.at(j, i) = value;
      }
    }
  } else {
    return {};
  }
  input.n = json_["options"]["sample.nobs"];
  return {input};
}

SemResult LavaanCase::estimate() const {
  const Wanted wanted{.scores = results().contains("scores_regression")};
  const auto instead = moments();
  if (!instead.empty()) return estimate_sem(json_["syntax"], instead, options(), {}, wanted);
  return estimate_sem(json_["syntax"], data(), options(), {}, wanted);
}

Fit LavaanCase::fit(const std::string& model) const {
  const auto instead = moments();
  return fit_prepared(instead.empty() ? prepare(model, data(), options()) : prepare(model, instead, options()), {});
}

}  // namespace test
