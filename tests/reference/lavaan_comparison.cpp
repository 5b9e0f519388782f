#include "reference/lavaan_comparison.hpp"

#include <algorithm>

namespace test {

using rapport::stats::sem::FactorScores;
using rapport::stats::sem::SemResult;
using Json = nlohmann::json;

void LavaanComparison::number(const std::string& what, const Json& ours, const Json& theirs, double se,
                              double relative) {
  ++compared;
  if (theirs.is_null() && ours.is_null()) return;
  if (theirs.is_null() != ours.is_null()) return differs(what, ours, theirs);
  const double a = ours.get<double>();
  const double b = theirs.get<double>();
  const double spread = std::isfinite(se) ? se : std::abs(b);
  const double allowed = tolerance_.absolute +
                         (std::isfinite(relative) ? relative : tolerance_.relative) * std::abs(b) +
                         2 * tolerance_.slack * spread;
  if (!(std::abs(a - b) <= allowed)) differs(what, ours, theirs);
}

void LavaanComparison::matrix(const std::string& what, const Json& ours, const Json& theirs, const Json* scales) {
  if (!ours.is_object() || !ours.contains("rows")) return differs(what, ours, "a matrix");
  if (ours["rows"] != theirs["rows"] || ours["cols"] != theirs["cols"])
    return differs(what + " (names)", ours["rows"], theirs["rows"]);
  for (std::size_t i = 0; i < theirs["values"].size(); ++i)
    for (std::size_t j = 0; j < theirs["values"][i].size(); ++j)
      number(what + " [" + std::to_string(i) + "," + std::to_string(j) + "]", ours["values"][i][j],
             theirs["values"][i][j], scales ? (*scales)[i][j].get<double>() : NAN);
}

void LavaanComparison::rows(const std::string& what, const Json& ours, const Json& theirs,
                            const std::vector<std::string>& fields, double relative) {
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
    for (const std::string& field : fields) {
      if (!row.contains(field)) continue;
      const double z = field == "z" && row[field].is_number() ? std::abs(row[field].get<double>()) : 0;
      number(name + " " + field, (*found)[field], row[field], field == "z" || field == "pvalue" ? std::max(1.0, z) : se,
             relative);
    }
  }
}

void LavaanComparison::values(const std::string& what, const Json& ours, const Json& theirs) {
  for (const auto& [name, value] : theirs.items()) {
    if (leave_out.contains(what + " " + name)) continue;
    if (ours.is_object() && ours.contains(name))
      number(what + " " + name, ours[name], value);
    else
      differs(what + " " + name, nullptr, value);
  }
}

void LavaanComparison::differs(const std::string& what, const Json& ours, const Json& theirs) {
  differences.push_back(what + ": " + ours.dump().substr(0, 40) + " where lavaan has " + theirs.dump().substr(0, 40));
}

void compare_moments(LavaanComparison& comparison, const std::string& what, const Json& ours, const Json& theirs) {
  comparison.matrix(what + " cov", ours.is_object() ? ours["cov"] : Json(), theirs["cov"]);
  for (const char* part : {"mean", "th"})
    if (theirs.contains(part) && ours.is_object() && ours.contains(part))
      comparison.values(what + " " + part, ours[part], theirs[part]);
}

void compare_residuals(LavaanComparison& comparison, const Json& ours, const Json& theirs, const Json& sample) {
  Json scales = sample["cov"]["values"];
  for (std::size_t i = 0; i < scales.size(); ++i)
    for (std::size_t j = 0; j < scales.size(); ++j)
      scales[i][j] = std::sqrt(
          std::abs(sample["cov"]["values"][i][i].get<double>() * sample["cov"]["values"][j][j].get<double>()));
  comparison.matrix("residuals_raw cov", ours.is_object() ? ours["cov"] : Json(), theirs["cov"], &scales);
}

void compare_scores(LavaanComparison& comparison, const SemResult& result, const std::string& method,
                    const Json& theirs, const std::string& group) {
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

void compare_residual_z(LavaanComparison& comparison, const Json& ours, const Json& theirs) {
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

void compare_modification_indices(LavaanComparison& comparison, const Json& ours, const Json& theirs, double slack) {
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
    const double allowed = 1e-5 * (1 + b) + 2 * slack;
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

}  // namespace test
