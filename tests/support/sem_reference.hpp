#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/fit.hpp"
#include "stats/sem/sample/sample_of.hpp"
#include "stats/sem/table/expand.hpp"
#include "stats/table/csv.hpp"

namespace test {

/// The folder with lavaan's results and the data they come from, which a user's clone does not have: named by
/// RAPPORT_REFERENCE, or ../shared beside the repository. Says once that it is missing.
inline std::optional<std::filesystem::path> shared_folder() {
  const char* named = std::getenv("RAPPORT_REFERENCE");
  const std::filesystem::path folder = named ? named : std::filesystem::path(RAPPORT_SOURCE_DIR) / ".." / "shared";
  if (std::filesystem::exists(folder / "reference") && std::filesystem::exists(folder / "data")) return folder;
  static bool said = false;
  if (!said) std::cout << "Skipped: no reference results at " << folder << " (set RAPPORT_REFERENCE).\n";
  said = true;
  return std::nullopt;
}

inline nlohmann::json sem_reference(const std::string& name) {
  std::ifstream file(*shared_folder() / "reference" / (name + ".json"));
  return nlohmann::json::parse(file);
}

/// The call that a reference file records, made here.
class ReferenceCase {
 public:
  explicit ReferenceCase(nlohmann::json json)
      : json_(std::move(json)), options_(json_.value("options", nlohmann::json::object())) {
    if (!options_.is_object()) options_ = nlohmann::json::object();
  }

  rapport::stats::sem::Fit fit() const { return fit(json_["syntax"].get<std::string>()); }

  rapport::stats::sem::Fit fit(const std::string& model) const {
    using namespace rapport::stats::sem;
    const auto table_data = data();
    const Options wanted = options();
    const std::vector<std::string> labels = group_labels();
    const bool categorical = options_.contains("ordered");
    const Settings settings = resolve(wanted, categorical, std::max<std::size_t>(1, labels.size()),
                                      model.find("~1") != std::string::npos || model.find("~ 1") != std::string::npos);
    const ParameterTable table = expand(rapport::stats::parse_syntax(model),
                                        categorical ? ordinal_items() : std::vector<OrdinalItem>{}, labels, settings);
    const SampleRequest request{.variables = table.observed,
                                .ordinal = table.ordinal,
                                .exogenous = settings.fixed_x ? table.exogenous : std::vector<std::string>{},
                                .group = wanted.group,
                                .group_labels = labels};
    const std::optional<MomentInput> moments = moment_input();
    const Sample sample = moments ? sample_of(std::vector<MomentInput>{*moments}, request, settings)
                                  : sample_of(table_data, request, settings);
    return fit_model(table, std::make_shared<const Sample>(sample), settings);
  }

  const nlohmann::json& results() const { return json_["results"]; }
  const nlohmann::json& json() const { return json_; }

  /// Results of one group; the whole where there is one group.
  static const nlohmann::json& of_group(const nlohmann::json& part, const std::string& label) {
    return part.contains(label) ? part[label] : part;
  }

 private:
  std::vector<std::string> words(const char* name) const {
    if (!options_.contains(name)) return {};
    if (options_[name].is_string())
      return options_[name] == "" ? std::vector<std::string>{} : std::vector<std::string>{options_[name]};
    if (!options_[name].is_array()) return {};
    return options_[name].get<std::vector<std::string>>();
  }
  bool flag(const char* name) const {
    return options_.contains(name) && options_[name].is_boolean() && options_[name].get<bool>();
  }

  rapport::stats::sem::Options options() const {
    using namespace rapport::stats::sem;
    Options wanted;
    const std::string function = json_.value("fn", "sem");
    wanted.function = function_of(function);
    for (const auto& word : words("estimator")) wanted.estimator = estimator_of(word);
    for (const auto& word : words("se")) wanted.se = standard_errors_of(word);
    for (const auto& word : words("test")) wanted.test = test_statistic_of(word);
    for (const auto& word : words("information")) wanted.information = information_of(word);
    for (const auto& word : words("missing")) wanted.missing = missing_of(word);
    for (const auto& word : words("likelihood")) wanted.likelihood = likelihood_of(word);
    for (const auto& word : words("parameterization")) wanted.parameterization = parameterization_of(word);
    for (const auto& word : words("bounds")) wanted.bounds = bounds_of(word);
    for (const auto& word : words("group")) wanted.group = word;
    for (const auto& word : words("group.equal")) wanted.group_equal.push_back(group_equal_of(word));
    wanted.group_partial = words("group.partial");
    wanted.std_lv = flag("std.lv");
    wanted.orthogonal = flag("orthogonal");
    wanted.effect_coding = flag("effect.coding");
    if (options_.contains("meanstructure")) wanted.meanstructure = flag("meanstructure");
    if (options_.contains("fixed.x")) wanted.fixed_x = flag("fixed.x");
    return wanted;
  }

  std::vector<std::string> group_labels() const {
    const auto& labels = json_["results"].contains("group_label") ? json_["results"]["group_label"] : nlohmann::json();
    return labels.is_array() ? labels.get<std::vector<std::string>>() : std::vector<std::string>{};
  }

  std::vector<rapport::stats::sem::OrdinalItem> ordinal_items() const {
    std::map<std::string, std::size_t> thresholds;
    for (const auto& row : json_["results"]["partable"]) {
      if (row["op"] != "|") continue;
      std::size_t& count = thresholds[row["lhs"]];
      count = std::max<std::size_t>(count, std::stoul(row["rhs"].get<std::string>().substr(1)));
    }
    std::vector<rapport::stats::sem::OrdinalItem> items;
    for (const auto& [name, count] : thresholds) items.push_back({name, count});
    return items;
  }

  rapport::stats::DataTable data() const {
    const std::string name = json_.value("data", "");
    const auto path = *shared_folder() / "data" / name;
    if (!std::filesystem::is_regular_file(path)) return {};
    if (json_.value("case", "").find("heywood") == std::string::npos) return rapport::stats::read_csv(path);
    std::ifstream whole(path);  // these cases use the first 35 respondents
    const auto part = std::filesystem::temp_directory_path() / "rapport_first_35.csv";
    std::ofstream first(part);
    std::string line;
    for (int i = 0; i < 36 && std::getline(whole, line); ++i) first << line << "\n";
    first.close();
    return rapport::stats::read_csv(part);
  }

  std::optional<rapport::stats::sem::MomentInput> moment_input() const {
    rapport::stats::sem::MomentInput input{.n = json_["results"]["ntotal"].get<std::size_t>()};
    if (json_.contains("sample_cov_lower")) {  // the lower triangle as text, in the order in which it was published
      input.cov.rows = {"anomia67", "powerless67", "anomia71", "powerless71", "education", "sei"};
      std::istringstream numbers(json_["sample_cov_lower"].get<std::string>());
      const std::size_t p = input.cov.rows.size();
      input.cov.cols = input.cov.rows;
      input.cov.values.resize(p * p);
      for (std::size_t i = 0; i < p; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
          numbers >> input.cov.at(i, j);
          input.cov.at(j, i) = input.cov.at(i, j);
        }
      }
      return input;
    }
    if (json_.contains("sample_cov_n1")) {
      const auto& matrix = json_["sample_cov_n1"];
      input.cov.rows = input.cov.cols = matrix["rows"].get<std::vector<std::string>>();
      for (const auto& row : matrix["values"]) {
        for (const auto& value : row) input.cov.values.push_back(value.get<double>());
      }
      if (json_.contains("sample_mean")) {
        for (const auto& name : input.cov.rows) input.mean.push_back(json_["sample_mean"][name].get<double>());
      }
      return input;
    }
    return std::nullopt;
  }

  nlohmann::json json_;
  nlohmann::json options_;
};

/// Compares numbers and keeps what differs, so that a test says all of it at once.
class Comparison {
 public:
  void close(const std::string& what, double ours, const nlohmann::json& theirs, double tolerance) {
    ++count_;
    if (!theirs.is_number()) {
      if (theirs.is_null() && !std::isnan(ours)) add(what + ": " + std::to_string(ours) + ", where lavaan has none");
      return;
    }
    const double expected = theirs.get<double>();
    const double error = std::abs(ours - expected) / std::max(1.0, std::abs(expected));
    worst_ = std::max(worst_, error);
    if (!(error <= tolerance)) {
      char text[200];
      std::snprintf(text, sizeof text, "%s: %.10g, lavaan %.10g", what.c_str(), ours, expected);
      add(text);
    }
  }
  void same(const std::string& what, const std::string& ours, const std::string& theirs) {
    ++count_;
    if (ours != theirs) add(what + ": \"" + ours + "\", lavaan \"" + theirs + "\"");
  }
  int count() const { return count_; }
  double worst() const { return worst_; }
  /// What differs, at most the first twenty lines; empty if nothing does.
  std::string differences() const { return differences_; }

 private:
  void add(const std::string& line) {
    if (++lines_ <= 20) differences_ += line + "\n";
  }
  int count_ = 0;
  int lines_ = 0;
  double worst_ = 0;
  std::string differences_;
};

}  // namespace test
