#pragma once

#include <string>
#include <vector>

#include "reference/reference_folder.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/sem/fit.hpp"

namespace test {

/// The call of lavaan that a reference file records, made here.
class LavaanCase {
 public:
  explicit LavaanCase(nlohmann::json json) : json_(std::move(json)) {}

  const nlohmann::json& json() const { return json_; }
  const nlohmann::json& results() const { return json_["results"]; }
  /// Results of one group; the whole where there is one group.
  static const nlohmann::json& of_group(const nlohmann::json& part, const std::string& label) {
    return part.contains(label) ? part[label] : part;
  }

  rapport::stats::DataTable data() const;
  rapport::stats::sem::Options options() const;
  /// What some cases have instead of data.
  std::vector<rapport::stats::sem::MomentInput> moments() const;

  rapport::stats::sem::SemResult estimate() const;
  rapport::stats::sem::Fit fit() const { return fit(json_["syntax"]); }
  rapport::stats::sem::Fit fit(const std::string& model) const;

 private:
  nlohmann::json json_;
};

}  // namespace test
