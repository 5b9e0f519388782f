#include "stats/simulate/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/embedded.hpp"

namespace rapport::stats {
namespace {
using Json = nlohmann::json;
constexpr std::string_view extension = ".json";

double number_or_nan(const Json& json, const char* key) {
  return json.contains(key) ? json[key].get<double>() : not_estimated;
}

StudyItem item_of(const Json& json, const Json& scale) {
  return {.name = json.at("name"),
          .question = json.at("question"),
          .mean = json.at("mean"),
          .sd = number_or_nan(json, "sd"),
          .loading = number_or_nan(json, "loading"),
          .minimum = json.value("minimum", scale.at("minimum").get<int>()),
          .maximum = json.value("maximum", scale.at("maximum").get<int>())};
}

StudyConstruct construct_of(const Json& json, const Json& study) {
  const Json& published = json.at("published");
  StudyConstruct construct{.name = json.at("name"),
                           .label = json.at("label"),
                           .mean = number_or_nan(published, "mean"),
                           .sd = number_or_nan(published, "sd"),
                           .alpha = number_or_nan(published, "alpha"),
                           .ave = number_or_nan(published, "ave"),
                           .rho_c = number_or_nan(published, "rho_c"),
                           .r2 = number_or_nan(study.at("r2"), json.at("name").get<std::string>().c_str())};
  for (const Json& item : json.at("items")) construct.items.push_back(item_of(item, study.at("scale")));
  return construct;
}

Study study_of(const Json& json) {
  Study study{.name = json.at("name"),
              .title = json.at("title"),
              .summary = json.at("summary"),
              .source = json.at("source"),
              .respondents = json.at("respondents"),
              .seed = json.at("seed"),
              .measured_as = json.at("measured_as") == "factors" ? MeasuredAs::factors : MeasuredAs::composites,
              .standardized = json.at("coefficients") == "standardized",
              .lowest = json.at("scale").at("lowest"),
              .highest = json.at("scale").at("highest")};
  for (const Json& construct : json.at("constructs")) study.constructs.push_back(construct_of(construct, json));
  for (const Json& path : json.at("paths")) {
    study.paths.push_back(
        {.from = path.at("from"), .to = path.at("to"), .estimate = path.at("estimate"), .t = number_or_nan(path, "t")});
  }
  for (const Json& pair : json.at("correlations")) {
    study.correlations.push_back({.a = pair.at("between").at(0), .b = pair.at("between").at(1), .r = pair.at("r")});
  }
  return study;
}
}  // namespace

std::vector<std::string> study_names() {
  std::vector<std::string> names;
  for (const embedded::File& file : embedded::studies()) {
    names.emplace_back(file.path.substr(0, file.path.size() - extension.size()));
  }
  return names;
}

Study find_study(std::string_view name) {
  for (const embedded::File& file : embedded::studies()) {
    if (file.path.substr(0, file.path.size() - extension.size()) == name) return parse_study(file.contents);
  }
  throw std::out_of_range(fmt::format("There is no study {}.", name));
}

Study parse_study(std::string_view json) {
  try {
    return study_of(Json::parse(json));
  } catch (const Json::exception& error) {
    throw std::runtime_error(fmt::format("The study cannot be read: {}", error.what()));
  }
}

std::string study_model(const Study& study) {
  std::string text;
  for (const StudyConstruct& construct : study.constructs) {
    text += construct.name + " =~ ";
    for (std::size_t i = 0; i < construct.items.size(); ++i) text += (i ? " + " : "") + construct.items[i].name;
    text += "\n";
  }
  std::vector<std::string> outcomes;
  for (const StudyPath& path : study.paths) {
    if (std::find(outcomes.begin(), outcomes.end(), path.to) == outcomes.end()) outcomes.push_back(path.to);
  }
  for (const std::string& outcome : outcomes) {
    std::string causes;
    for (const StudyPath& path : study.paths) {
      if (path.to == outcome) causes += (causes.empty() ? "" : " + ") + path.from;
    }
    text += outcome + " ~ " + causes + "\n";
  }
  return text;
}

}  // namespace rapport::stats
