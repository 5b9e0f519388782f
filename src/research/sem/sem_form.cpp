#include "research/sem/sem_form.hpp"

#include <algorithm>

#include "research/sem/sem_check.hpp"
#include "stats/diagram/sem_outline.hpp"
#include "stats/model/nearest_name.hpp"
#include "stats/model/syntax.hpp"
#include "stats/sem/table/hypotheses.hpp"

namespace rapport::research {
namespace {

constexpr std::int64_t kMostDraws = 10'000;
constexpr std::int64_t kLargestSeed = (std::int64_t{1} << 53) - 1;  // exact in JSON
constexpr std::size_t kMostGroups = 10;
constexpr std::int64_t kMostIterations = 1'000'000;

const std::vector<std::string> kFunctions{"cfa", "sem", "growth"};
const std::vector<std::string> kEstimators{"auto", "ML",  "MLR", "MLM",  "MLMV", "MLMVS", "MLF",
                                           "GLS",  "WLS", "ULS", "DWLS", "WLSM", "WLSMV", "ULSMV"};
const std::vector<std::string> kMatrixEstimators{"auto", "ML", "GLS", "ULS"};
const std::vector<std::string> kMissing{"listwise", "fiml", "fiml.x", "pairwise"};
const std::vector<std::string> kEqual{"none", "loadings", "intercepts", "residuals"};
const std::vector<std::string> kBounds{"none", "standard", "wide", "pos.var", "pos.ov.var", "pos.lv.var"};
const std::vector<std::string> kScales{"marker", "std_lv", "effect_coding"};

/// Variables with few enough different values to be groups; of a matrix, the column that parts it.
std::vector<std::string> group_variables(const AnswerSet& set) {
  std::vector<std::string> names;
  if (set.about.is_matrix) {
    if (set.table.find("group")) names.emplace_back("group");
    return names;
  }
  for (const auto& column : set.table.columns) {
    const std::size_t groups = groups_of(column, kMostGroups).size();
    if (groups >= 2 && groups <= kMostGroups) names.push_back(column.name);
  }
  return names;
}

http::Value field(const http::Messages& messages, const std::string& name, const http::Form* form) {
  http::Value error;
  if (form) {
    const auto found = form->errors().find(name);
    if (found != form->errors().end()) error = found->second;
  }
  return http::Value{}
      .set("name", name)
      .set("label", messages.text("lab_sem_" + name))
      .set("hint", messages.text("lab_sem_" + name + "_hint"))
      .set("error", std::move(error));
}

/// A choice among words that each have a message lab_sem_FIELD_WORD.
http::Value choice(const http::Messages& messages, const std::string& name, const std::vector<std::string>& words,
                   const std::string& chosen, const http::Form* form) {
  http::List options;
  for (const std::string& word : words) {
    options.push_back(http::Value{}
                          .set("value", word)
                          .set("label", messages.text("lab_sem_" + name + "_" + word))
                          .set("chosen", word == chosen));
  }
  http::Value value = field(messages, name, form);
  value.set("options", std::move(options));
  return value;
}

http::Value line(const http::Messages& messages, const std::string& name, http::Value text, const http::Form* form) {
  http::Value value = field(messages, name, form);
  value.set("value", std::move(text)).set("options", http::Value{});
  return value;
}

http::Value group_choice(const http::Messages& messages, const AnswerSet& set, const std::string& chosen,
                         const http::Form* form) {
  http::List options{
      http::Value{}.set("value", "").set("label", messages.text("lab_sem_group_none")).set("chosen", chosen.empty())};
  for (const std::string& name : group_variables(set)) {
    options.push_back(http::Value{}.set("value", name).set("label", name).set("chosen", name == chosen));
  }
  http::Value value = field(messages, "group", form);
  value.set("options", std::move(options));
  return value;
}

/// Notes what is no list of parameters.
void check_partial(http::Form& form, const SemSettings& settings, const http::Messages& messages) {
  for (const std::string& parameter : options_of({.partial = settings.partial}, 1).group_partial) {
    try {
      if (!stats::parse_syntax(parameter).formulas.empty()) continue;
    } catch (const stats::ModelError&) {  // said in plain words below
    }
    form.fail("partial", messages.format("lab_sem_no_parameter", {{.name = "name", .text = parameter}}));
    return;
  }
}

/// Notes what is nothing that can be set equal.
void check_also_equal(http::Form& form, const SemSettings& settings) {
  try {
    options_of({.also_equal = settings.also_equal}, 1);
  } catch (const stats::sem::OptionError& error) {
    form.fail("also_equal", error.what());
  }
}

/// Notes the first ordinal item that the answers lack.
void check_ordered(http::Form& form, const SemSettings& settings, const AnswerSet& set,
                   const http::Messages& messages) {
  const std::vector<std::string> known = set.variable_names();
  for (const std::string& name : options_of({.ordered = settings.ordered}, 1).ordered) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto nearest = stats::nearest_name(name, known);
    form.fail("ordered", nearest ? messages.format("lab_sem_no_variable_near",
                                                   {{.name = "name", .text = name}, {.name = "near", .text = *nearest}})
                                 : messages.format("lab_sem_no_variable", {{.name = "name", .text = name}}));
    return;
  }
}

bool applies(const FurtherSetting& setting, const AnswerSet& set) {
  switch (setting.needs) {
    case FurtherSetting::Needs::answers:
      return !set.about.is_matrix;
    case FurtherSetting::Needs::groups:
      return can_have_groups(set);
    case FurtherSetting::Needs::nothing:
      break;
  }
  return true;
}

}  // namespace

bool can_have_groups(const AnswerSet& set) {
  return !set.about.is_matrix || set.table.find("group") != nullptr;
}

SemSettings typed_settings(http::Form& form, const http::Request& request, const AnswerSet& set,
                           const http::Messages& messages) {
  SemSettings settings;
  settings.task = request.field("action") == "invariance" ? "invariance" : "estimate";
  settings.function = form.choice("function", kFunctions);
  const std::vector<std::string> own_groups = group_variables(set);
  if (set.about.is_matrix) {
    settings.estimator = form.choice("estimator", kMatrixEstimators);
    if (!own_groups.empty()) settings.group = own_groups.front();
  } else {
    settings.estimator = form.choice("estimator", kEstimators);
    settings.ordered = form.text("ordered", 0, 2000);
    settings.missing = form.choice("missing", kMissing);
    std::vector<std::string> groups{""};
    groups.insert(groups.end(), own_groups.begin(), own_groups.end());
    settings.group = form.choice("group", groups);
    settings.group_labels = form.text("group_labels", 0, 400);
    settings.draws = form.integer("draws", 0, kMostDraws);
    settings.seed = form.integer("seed", 0, kLargestSeed);
    check_ordered(form, settings, set, messages);
  }
  if (can_have_groups(set)) {
    settings.equal = form.choice("equal", kEqual);
    settings.partial = form.text("partial", 0, 2000);
  }
  settings.bounds = form.choice("bounds", kBounds);
  settings.scale = form.choice("scale", kScales);
  for (const FurtherSetting& further : further_settings()) {
    if (request.field(further.name).empty() || !applies(further, set)) continue;
    settings.*further.field =
        further.words.empty() ? form.text(further.name, 0, 2000) : form.choice(further.name, further.words);
  }
  if (!settings.iterations.empty()) form.integer("iterations", 1, kMostIterations);
  settings.hypotheses = form.text("hypotheses", 0, 20000);
  check_partial(form, settings, messages);
  check_also_equal(form, settings);
  if (settings.draws == 1) form.fail("draws", std::string(messages.text("lab_sem_one_draw")));
  try {
    stats::sem::parse_hypotheses(settings.hypotheses);
  } catch (const stats::ModelError& error) {
    form.fail("hypotheses", error.what());
  }
  return settings;
}

http::List setting_fields(const SemSettings& s, const AnswerSet& set, const http::Messages& messages,
                          const http::Form* form) {
  if (set.about.is_matrix) {
    http::List fields{choice(messages, "function", kFunctions, s.function, form),
                      choice(messages, "estimator", kMatrixEstimators, s.estimator, form),
                      choice(messages, "scale", kScales, s.scale, form)};
    if (can_have_groups(set)) {
      fields.push_back(choice(messages, "equal", kEqual, s.equal, form));
      fields.push_back(line(messages, "partial", s.partial, form));
    }
    fields.push_back(choice(messages, "bounds", kBounds, s.bounds, form));
    return fields;
  }
  return {choice(messages, "function", kFunctions, s.function, form),
          choice(messages, "estimator", kEstimators, s.estimator, form),
          line(messages, "ordered", s.ordered, form),
          choice(messages, "missing", kMissing, s.missing, form),
          choice(messages, "scale", kScales, s.scale, form),
          group_choice(messages, set, s.group, form),
          line(messages, "group_labels", s.group_labels, form),
          choice(messages, "equal", kEqual, s.equal, form),
          line(messages, "partial", s.partial, form),
          choice(messages, "bounds", kBounds, s.bounds, form),
          line(messages, "draws", s.draws, form),
          line(messages, "seed", s.seed, form)};
}

http::Value further_fields(const SemSettings& s, const AnswerSet& set, const http::Messages& messages,
                           const http::Form* form) {
  http::List fields;
  bool is_open = false;
  for (const FurtherSetting& further : further_settings()) {
    if (!applies(further, set)) continue;
    const std::string& chosen = s.*further.field;
    is_open = is_open || chosen != further.usual() || (form && form->errors().contains(further.name));
    fields.push_back(further.words.empty() ? line(messages, further.name, chosen, form)
                                           : choice(messages, further.name, further.words, chosen, form));
  }
  return http::Value{}.set("fields", std::move(fields)).set("open", is_open);
}

http::List settings_in_words(const SemSettings& s, const http::Messages& messages) {
  const auto word = [&](const std::string& key) { return http::Value(messages.text(key)); };
  const auto labelled = [&](const std::string& name, std::string_view chosen) {
    return std::string(messages.text("lab_sem_" + name)) + ": " + std::string(chosen);
  };
  http::List words;
  if (s.task == "invariance") words.push_back(word("lab_sem_invariance_test"));
  words.push_back(word("lab_sem_function_" + s.function));
  words.push_back(word("lab_sem_estimator_" + s.estimator));
  if (!s.ordered.empty()) {
    words.push_back(messages.format("lab_sem_ordered_are", {{.name = "names", .text = s.ordered}}));
  }
  if (s.missing != "listwise") words.push_back(labelled("missing", messages.text("lab_sem_missing_" + s.missing)));
  if (!s.group.empty()) {
    words.push_back(messages.format("lab_sem_grouped_by", {{.name = "name", .text = s.group}}));
    if (!s.group_labels.empty()) {
      words.push_back(messages.format("lab_sem_group_labels_are", {{.name = "names", .text = s.group_labels}}));
    }
    if (s.equal != "none" && s.task != "invariance") words.push_back(word("lab_sem_equal_" + s.equal + "_is"));
    if (!s.partial.empty()) {
      words.push_back(messages.format("lab_sem_partial_are", {{.name = "names", .text = s.partial}}));
    }
  }
  if (s.scale != "marker") words.push_back(word("lab_sem_scale_" + s.scale + "_is"));
  if (s.bounds != "none") words.push_back(labelled("bounds", messages.text("lab_sem_bounds_" + s.bounds)));
  for (const FurtherSetting& further : further_settings()) {
    const std::string& chosen = s.*further.field;
    if (chosen == further.usual()) continue;
    words.push_back(labelled(further.name, further.words.empty()
                                               ? std::string_view(chosen)
                                               : messages.text("lab_sem_" + std::string(further.name) + "_" + chosen)));
  }
  if (s.draws > 0) {
    words.push_back(messages.count("n_draws", s.draws));
    words.push_back(std::string(messages.text("lab_seed")) + " " + std::to_string(s.seed));
  }
  return words;
}

std::function<http::List(const std::string&)> sem_words(const http::Messages& messages) {
  return [&messages](const std::string& settings) { return settings_in_words(read_settings(settings), messages); };
}

ReadSem read_sem(const std::string& text, const std::string& function, const AnswerSet& set) {
  try {
    return {.outline =
                stats::sem_outline(text, stats::sem::function_of(function), set.variable_names(), set.about.title)};
  } catch (const stats::ModelError& error) {
    return {.problem = error.what()};
  } catch (const stats::sem::OptionError& error) {
    return {.problem = error.what()};
  }
}

}  // namespace rapport::research
