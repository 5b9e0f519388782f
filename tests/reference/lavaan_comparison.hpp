#pragma once

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "stats/sem/result.hpp"

namespace test {

/// lavaan stops a little before the minimum, we do not. In the quadratic neighbourhood of a minimum a point whose χ² is
/// higher by d is at most √d standard errors away in every parameter. Twice as far their figures may be from ours, for
/// standard errors and limits of intervals move, too.
struct Tolerance {
  double relative = 1e-5;
  double absolute = 1e-6;
  double slack = 0;  // √d
};

/// Collects what differs, so that a case reports all of it at once.
class LavaanComparison {
 public:
  using Json = nlohmann::json;
  explicit LavaanComparison(Tolerance tolerance) : tolerance_(tolerance) {}

  void number(const std::string& what, const Json& ours, const Json& theirs, double se = std::nan(""),
              double relative = std::nan(""));
  void matrix(const std::string& what, const Json& ours, const Json& theirs, const Json* scales = nullptr);
  /// Rows of parameters, found by their names.
  void rows(const std::string& what, const Json& ours, const Json& theirs, const std::vector<std::string>& fields,
            double relative = std::nan(""));
  void values(const std::string& what, const Json& ours, const Json& theirs);
  void differs(const std::string& what, const Json& ours, const Json& theirs);

  std::map<std::string, std::string> leave_out = {};  // figure → why it is not compared
  std::size_t compared = 0;
  std::vector<std::string> differences = {};

 private:
  Tolerance tolerance_;
};

/// By group: label → object, or the object itself where there is one group.
template <class Use>
void each_group(const nlohmann::json& theirs, const nlohmann::json& ours, const nlohmann::json& labels, Use&& use) {
  if (labels.empty()) return use(theirs, ours, std::string{});
  for (const auto& label : labels) {
    const auto name = label.get<std::string>();
    use(theirs[name], ours.is_object() && ours.contains(name) ? ours[name] : nlohmann::json(), name);
  }
}

void compare_moments(LavaanComparison& comparison, const std::string& what, const nlohmann::json& ours,
                     const nlohmann::json& theirs);
/// The residuals of lavaan have its own distance from the minimum in them: judged against the size of the moments.
void compare_residuals(LavaanComparison& comparison, const nlohmann::json& ours, const nlohmann::json& theirs,
                       const nlohmann::json& sample);
void compare_scores(LavaanComparison& comparison, const rapport::stats::sem::SemResult& result,
                    const std::string& method, const nlohmann::json& theirs, const std::string& group);
/// z of a residual is a small number over a smaller one: where the standard error is a hundredth of the moment's,
/// lavaan's distance from the minimum counts a hundredfold. Residuals that the model makes 0 have no z to compare.
void compare_residual_z(LavaanComparison& comparison, const nlohmann::json& ours, const nlohmann::json& theirs);
/// √MI is the z of a score: lavaan's distance from the minimum shifts it by so many standard errors, and EPC with it.
void compare_modification_indices(LavaanComparison& comparison, const nlohmann::json& ours,
                                  const nlohmann::json& theirs, double slack);

}  // namespace test
