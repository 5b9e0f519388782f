// Our parameter tables against those of lavaan, row by row, for every case of the reference results: a folder that a
// user's clone does not have. Found by RAPPORT_REFERENCE, or as ../shared beside the repository; else this test says
// that it was skipped.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "reference/reference_folder.hpp"
#include "stats/sem/table/expand.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;
using Json = nlohmann::json;

namespace {
/// A reference case: what was asked, and the table that lavaan made of it.
struct Case {
  std::string model = {};
  Settings settings = {};
  std::vector<OrdinalItem> ordinal = {};
  std::vector<std::string> groups = {};
  Json rows = {};
};

std::vector<std::string> words_of(const Json& options, const char* name) {
  if (!options.is_object() || !options.contains(name)) return {};
  if (options[name].is_string()) {
    return options[name] == "" ? std::vector<std::string>{} : std::vector<std::string>{options[name]};
  }
  return options[name].get<std::vector<std::string>>();
}

bool is_set(const Json& options, const char* name, bool otherwise = false) {
  return options.is_object() && options.contains(name) && options[name].is_boolean() ? options[name].get<bool>()
                                                                                     : otherwise;
}

GroupEqual part_named(const std::string& word) {
  static const std::map<std::string, GroupEqual> parts = {{"loadings", GroupEqual::loadings},
                                                          {"intercepts", GroupEqual::intercepts},
                                                          {"residuals", GroupEqual::residuals},
                                                          {"thresholds", GroupEqual::thresholds}};
  return parts.at(word);
}

std::optional<Case> read_case(const std::filesystem::path& file) {
  std::ifstream stream(file);
  const Json json = Json::parse(stream);
  if (!json.contains("results") || !json["results"].is_object() || !json["results"].contains("partable")) return {};
  const Json options = json.value("options", Json::object());
  Case result{.model = json["syntax"], .rows = json["results"]["partable"]};
  std::map<std::string, std::size_t> thresholds;
  std::size_t groups = 1;
  for (const Json& row : result.rows) {
    groups = std::max<std::size_t>(groups, row["group"]);
    if (row["op"] == "~1") result.settings.meanstructure = true;
    if (row["op"] != "|") continue;
    std::size_t& count = thresholds[row["lhs"]];
    count = std::max<std::size_t>(count, std::stoul(row["rhs"].get<std::string>().substr(1)));
  }
  for (const auto& [name, count] : thresholds) result.ordinal.push_back({name, count});
  for (std::size_t g = 1; groups > 1 && g <= groups; ++g) result.groups.push_back(std::to_string(g));
  Settings& settings = result.settings;
  settings.std_lv = is_set(options, "std.lv");
  settings.orthogonal = is_set(options, "orthogonal");
  settings.effect_coding = is_set(options, "effect.coding");
  settings.fixed_x = is_set(options, "fixed.x", true);
  for (const std::string& word : words_of(options, "parameterization")) {
    if (word == "theta") settings.parameterization = Parameterization::theta;
  }
  for (const std::string& word : words_of(options, "group.equal")) settings.group_equal.push_back(part_named(word));
  settings.group_partial = words_of(options, "group.partial");
  return result;
}

std::vector<std::string> lines_of(const ParameterTable& table) {
  std::vector<std::string> lines;
  for (const Parameter& row : table.rows) {
    lines.push_back(fmt::format("{} {} {} user {} group {} free {} ustart {} exo {} label {} plabel {}", row.lhs,
                                symbol_of(row.op), row.rhs, row.user, row.group, row.free,
                                std::isnan(row.ustart) ? "NA" : fmt::format("{:.12g}", row.ustart), row.exo ? 1 : 0,
                                row.label, row.plabel));
  }
  return lines;
}

std::vector<std::string> lines_of(const Json& rows) {
  std::vector<std::string> lines;
  for (const Json& row : rows) {
    const auto word = [&](const char* name) { return row[name].get<std::string>(); };
    const auto number = [&](const char* name) { return row[name].get<int>(); };
    lines.push_back(fmt::format("{} {} {} user {} group {} free {} ustart {} exo {} label {} plabel {}", word("lhs"),
                                word("op"), word("rhs"), number("user"), number("group"), number("free"),
                                row["ustart"].is_null() ? "NA" : fmt::format("{:.12g}", row["ustart"].get<double>()),
                                number("exo"), word("label"), word("plabel")));
  }
  return lines;
}

ParameterTable table_of(const Case& which) {
  return expand(parse_syntax(which.model), which.ordinal, which.groups, which.settings);
}

std::set<std::string> free_parameters(const ParameterTable& table) {
  std::set<std::string> names;
  for (const Parameter& row : table.rows) {
    if (row.free > 0) names.insert(fmt::format("{} {} {} {}", row.lhs, symbol_of(row.op), row.rhs, row.group));
  }
  return names;
}
}  // namespace

TEST_CASE("every reference model is written out as lavaan does") {
  const auto folder = test::shared_folder();
  if (!folder) return;
  int compared = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder / "reference")) {
    const std::string name = entry.path().stem().string();
    if (!name.starts_with("lav_") || entry.path().extension() != ".json") continue;
    auto reference = read_case(entry.path());
    if (!reference) continue;
    CAPTURE(name);
    // lavaan 0.6-14 has its model of equal thresholds when intercepts are named too.
    if (name == "lav_hs_ord_mg_wlsmv") reference->settings.group_equal.push_back(GroupEqual::intercepts);
    std::vector<std::string> expected = lines_of(reference->rows);
    // 0.6-20 turned this constraint into a bound.
    if (name == "lav_poldem_inequality") {
      expected.push_back("t > 1 user 1 group 0 free 0 ustart NA exo 0 label  plabel ");
    }
    CHECK(lines_of(table_of(*reference)) == expected);
    ++compared;
  }
  CHECK(compared >= 60);
}

TEST_CASE("lavaan 0.6-14's model of equal thresholds can be written") {
  const auto folder = test::shared_folder();
  if (!folder) return;
  auto by_default = read_case(*folder / "reference" / "lav_hs_ord_mg_wlsmv.json");
  auto by_text = by_default;
  by_default->settings.group_equal.push_back(GroupEqual::intercepts);
  by_text->model += "\nx1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 ~ 0*1\nvisual + textual + speed ~ c(0,NA)*1\n";
  CHECK(free_parameters(table_of(*by_text)) == free_parameters(table_of(*by_default)));
}
