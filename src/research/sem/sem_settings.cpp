#include "research/sem/sem_settings.hpp"

#include <nlohmann/json.hpp>
#include <vector>

#include "research/typed_list.hpp"

namespace rapport::research {
namespace {

std::vector<std::string> names_in(const std::string& text) {
  return parts_of(text, ",; \n\t");
}

/// "x3 ~ 1, visual =~ x2", one a line or with commas between.
std::vector<std::string> parameters_in(const std::string& text) {
  return parts_of(text, ",;\n", " \t\r");
}

/// "Pasteur, Grant-White": spaces within a label count.
std::vector<std::string> labels_in(const std::string& text) {
  std::vector<std::string> labels = parts_of(text, ",;\n", "\r");
  for (std::string& label : labels) {
    label.erase(0, label.find_first_not_of(" \t"));
    label.erase(label.find_last_not_of(" \t") + 1);
  }
  std::erase(labels, "");
  return labels;
}

/// Settings of free text, or in the first form, that results from before them lack; further_settings() are others.
constexpr std::pair<const char*, std::string SemSettings::*> kLater[] = {
    {"partial", &SemSettings::partial}, {"bounds", &SemSettings::bounds}, {"group_labels", &SemSettings::group_labels}};

}  // namespace

const std::vector<FurtherSetting>& further_settings() {
  using enum FurtherSetting::Needs;
  static const std::vector<FurtherSetting> settings{
      {"se",
       &SemSettings::se,
       {"auto", "standard", "first.order", "robust.sem", "robust.huber.white", "none"},
       answers},
      {"test",
       &SemSettings::test,
       {"auto", "standard", "satorra.bentler", "mean.var.adjusted", "scaled.shifted", "yuan.bentler",
        "yuan.bentler.mplus", "bollen.stine", "none"},
       answers},
      {"information", &SemSettings::information, {"auto", "expected", "observed", "first.order"}, answers},
      {"interval", &SemSettings::interval, {"perc", "bc", "bca"}, answers},
      {"level", &SemSettings::level, {"0.95", "0.90", "0.99"}},
      {"parameterization", &SemSettings::parameterization, {"auto", "delta", "theta"}, answers},
      {"conditional_x", &SemSettings::conditional_x, {"auto", "no"}, answers},
      {"covariates", &SemSettings::covariates, {"fixed", "random"}},
      {"likelihood", &SemSettings::likelihood, {"normal", "wishart"}},
      {"meanstructure", &SemSettings::meanstructure, {"auto", "yes"}},
      {"latents", &SemSettings::latents, {"correlated", "orthogonal"}},
      {"scores", &SemSettings::scores, {"no", "yes"}, answers},
      {"iterations", &SemSettings::iterations},
      {"also_equal", &SemSettings::also_equal, {}, groups},
      {"wald", &SemSettings::wald}};
  return settings;
}

SemSettings as_used(SemSettings settings) {
  if (settings.task != "invariance") return settings;
  const SemSettings without;
  for (const auto field : {&SemSettings::equal, &SemSettings::also_equal, &SemSettings::se, &SemSettings::interval,
                           &SemSettings::level, &SemSettings::scores, &SemSettings::wald}) {
    settings.*field = without.*field;
  }
  if (settings.test == "bollen.stine" || settings.test == "none") settings.test = without.test;
  settings.draws = without.draws;
  return settings;
}

std::string to_json(const SemSettings& s) {
  nlohmann::ordered_json json{{"task", s.task},       {"function", s.function},    {"estimator", s.estimator},
                              {"ordered", s.ordered}, {"missing", s.missing},      {"group", s.group},
                              {"equal", s.equal},     {"scale", s.scale},          {"draws", s.draws},
                              {"seed", s.seed},       {"hypotheses", s.hypotheses}};
  for (const auto& [name, field] : kLater) json[name] = s.*field;
  for (const FurtherSetting& further : further_settings()) json[further.name] = s.*further.field;
  return json.dump();
}

SemSettings read_settings(std::string_view text) {
  const auto json = nlohmann::json::parse(text);
  SemSettings settings{.task = json.at("task"),
                       .function = json.at("function"),
                       .estimator = json.at("estimator"),
                       .ordered = json.at("ordered"),
                       .missing = json.at("missing"),
                       .group = json.at("group"),
                       .equal = json.at("equal"),
                       .scale = json.at("scale"),
                       .draws = json.at("draws"),
                       .seed = json.at("seed"),
                       .hypotheses = json.at("hypotheses")};
  for (const auto& [name, field] : kLater) settings.*field = json.value(name, settings.*field);
  for (const FurtherSetting& further : further_settings())
    settings.*further.field = json.value(further.name, settings.*further.field);
  return settings;
}

stats::sem::Options options_of(const SemSettings& s, unsigned threads) {
  using stats::sem::GroupEqual;
  stats::sem::Options options;
  options.function = stats::sem::function_of(s.function);
  if (s.estimator != "auto") options.estimator = stats::sem::estimator_of(s.estimator);
  if (s.missing != "listwise") options.missing = stats::sem::missing_of(s.missing);
  options.ordered = names_in(s.ordered);
  options.all_ordered = options.ordered == std::vector<std::string>{"all"};
  if (options.all_ordered) options.ordered.clear();
  options.group = s.group;
  if (!s.group.empty()) options.group_labels = labels_in(s.group_labels);
  if (s.equal != "none" && !s.group.empty()) {
    // loadings of ordinal items are on one scale only where thresholds are equal, too
    if (options.all_ordered || !options.ordered.empty()) options.group_equal.push_back(GroupEqual::thresholds);
    options.group_equal.push_back(GroupEqual::loadings);
    if (s.equal != "loadings") options.group_equal.push_back(GroupEqual::intercepts);
    if (s.equal == "residuals") options.group_equal.push_back(GroupEqual::residuals);
  }
  for (const std::string& part : names_in(s.also_equal))
    options.group_equal.push_back(stats::sem::group_equal_of(part));
  options.group_partial = parameters_in(s.partial);
  if (s.se != "auto") options.se = stats::sem::standard_errors_of(s.se);
  if (s.test != "auto") options.test = stats::sem::test_statistic_of(s.test);
  if (s.information != "auto") options.information = stats::sem::information_of(s.information);
  if (s.likelihood != "normal") options.likelihood = stats::sem::likelihood_of(s.likelihood);
  if (s.parameterization != "auto") options.parameterization = stats::sem::parameterization_of(s.parameterization);
  if (s.meanstructure == "yes") options.meanstructure = true;
  if (s.conditional_x == "no") options.conditional_x = false;
  if (s.covariates == "random") options.fixed_x = false;
  options.orthogonal = s.latents == "orthogonal";
  options.interval = stats::sem::bootstrap_interval_of(s.interval);
  options.level = std::stod(s.level);
  if (!s.iterations.empty()) options.iteration_limit = std::stoi(s.iterations);
  if (s.bounds != "none") options.bounds = stats::sem::bounds_of(s.bounds);
  options.std_lv = s.scale == "std_lv";
  options.effect_coding = s.scale == "effect_coding";
  if (s.draws > 0) {
    if (s.se == "auto") options.se = stats::sem::StandardErrors::bootstrap;
    options.bootstrap = static_cast<std::size_t>(s.draws);
  }
  options.seed = static_cast<std::uint64_t>(s.seed);
  options.threads = threads;
  return options;
}

stats::sem::Options options_for(const AnswerSet& set, const SemSettings& settings, unsigned threads) {
  stats::sem::Options options = options_of(settings, threads);
  if (set.about.is_matrix) options.group.clear();
  return options;
}

}  // namespace rapport::research
