#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "research/answer_sets/answer_set.hpp"
#include "stats/sem/options.hpp"

namespace rapport::research {

/// How a structural equation model is to be estimated, in the words of the form.
struct SemSettings {
  std::string task = "estimate";     // or "invariance"
  std::string function = "cfa";      // cfa, sem, growth
  std::string estimator = "auto";    // ML, or WLSMV with ordinal items; else lavaan's name
  std::string ordered = {};          // names with commas between, or "all"
  std::string missing = "listwise";  // listwise, fiml, fiml.x, pairwise
  std::string group = {};            // a variable; empty: one group
  std::string group_labels = {};     // the groups that count, in this order, with commas between; empty: all
  std::string equal = "none";        // over groups: none, loadings, intercepts, residuals: each with those before it
  std::string partial = {};          // parameters that stay free all the same: "x3 ~ 1, visual =~ x2"
  std::string bounds = "none";       // lavaan's word
  std::string scale = "marker";      // of latent variables: marker, std_lv, effect_coding
  std::int64_t draws = 0;            // of the bootstrap; 0: none
  std::int64_t seed = 1;
  std::string hypotheses = {};
  // what most leave as it is; auto: as the estimator and the items bring it
  std::string se = "auto";                // auto, or lavaan's word
  std::string test = "auto";              // auto, or lavaan's word
  std::string information = "auto";       // auto, expected, observed, first.order
  std::string likelihood = "normal";      // normal, wishart
  std::string parameterization = "auto";  // of ordinal items: auto, delta, theta
  std::string meanstructure = "auto";     // auto, yes
  std::string latents = "correlated";     // correlated, orthogonal
  std::string covariates = "fixed";       // fixed, random
  std::string conditional_x = "auto";     // ordinal items given the covariates: auto (yes), no
  std::string also_equal = {};            // over groups: "means, lv.variances"
  std::string wald = {};                  // constraints to test, not to impose: "b1 == b2; a*b == 0"
  std::string interval = "perc";          // of the bootstrap: perc, bc, bca
  std::string level = "0.95";             // of confidence intervals
  std::string iterations = {};            // at most; empty: the estimation's own limit
  std::string scores = "no";              // whether factor scores are kept: no, yes
};

/// A setting that most leave as it is, and its words; the first is the default. Without words it is typed, and empty
/// unless it is.
struct FurtherSetting {
  enum class Needs { nothing, answers, groups };
  const char* name;
  std::string SemSettings::* field;
  std::vector<std::string> words = {};
  Needs needs = Needs::nothing;

  std::string usual() const { return words.empty() ? std::string() : words.front(); }
};
const std::vector<FurtherSetting>& further_settings();

/// What counts of them. A test of invariance sets parameters equal by itself, draws nothing and has no standard errors
/// or scores; its hypotheses stay only for the form.
SemSettings as_used(SemSettings settings);

/// As they are stored. read_settings of it gives the same.
std::string to_json(const SemSettings& settings);
/// @throws nlohmann::json::exception for a text that is none
SemSettings read_settings(std::string_view json);

/// What they come to for the estimation. @throws stats::sem::OptionError for a word that is none
stats::sem::Options options_of(const SemSettings& settings, unsigned threads);
/// The same for a set: of a covariance matrix each block is a group already, whatever the settings name.
stats::sem::Options options_for(const AnswerSet& set, const SemSettings& settings, unsigned threads);

}  // namespace rapport::research
