#include "research/sem/sem_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "stats/model/syntax.hpp"
#include "stats/sem/sample/moment_file.hpp"
#include "stats/sem/table/constraints.hpp"
#include "stats/sem/table/expand.hpp"
#include "stats/sem/table/hypotheses.hpp"
#include "stats/sem/table/variables.hpp"

namespace rapport::research {
namespace {

using stats::sem::Options;

constexpr std::size_t kMostNamed = 10;  // groups in a message

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Check {
 public:
  Check(http::Form& form, const SemSettings& settings, const std::string& model, const AnswerSet& set,
        const http::Messages& messages)
      : form_(form),
        settings_(settings),
        set_(set),
        messages_(messages),
        options_(options_for(set, settings, 1)),
        syntax_(stats::parse_syntax(model)),
        variables_(stats::sem::variables_of(syntax_)) {
    for (const std::string& name : variables_.observed) {
      if (!contains(variables_.exogenous, name) &&
          (options_.all_ordered || contains(options_.ordered, name) || contains(variables_.with_thresholds, name))) {
        ordinal_.push_back({.name = name, .thresholds = most_thresholds(name)});
      }
    }
  }

  void run() {
    find_groups();
    if (settings_.task == "invariance" && groups_.size() < 2) fail("group", "lab_sem_group_needed");
    check_equal();
    check_ordinal();
    check_inference();
    if (form_.ok()) check_names();
  }

 private:
  void fail(std::string_view field, std::string_view words) { form_.fail(field, std::string(messages_.text(words))); }

  /// As many as the answers have; those of one group may be fewer.
  std::size_t most_thresholds(const std::string& name) const {
    const stats::Column* column = set_.table.find(name);
    const std::size_t values = column ? groups_of(*column).size() : 0;
    return std::max<std::size_t>(values, 2) - 1;
  }

  void find_groups() {
    if (set_.about.is_matrix) {
      for (const auto& group : stats::sem::moments_in(set_.table)) groups_.push_back(group.group);
      return;
    }
    if (options_.group.empty()) {
      if (!settings_.group_labels.empty()) fail("group_labels", "lab_sem_labels_of_no_group");
      return;
    }
    groups_ = groups_of(*set_.table.find(options_.group));
    for (const std::string& label : options_.group_labels) {
      if (contains(groups_, label)) continue;
      std::string there;
      for (std::size_t i = 0; i < groups_.size() && i < kMostNamed; ++i) there += (i ? ", " : "") + groups_[i];
      form_.fail("group_labels", messages_.format("lab_sem_no_such_group",
                                                  {{.name = "name", .text = label}, {.name = "there", .text = there}}));
    }
    if (!options_.group_labels.empty()) groups_ = options_.group_labels;
  }

  void check_equal() {
    const bool has_groups = groups_.size() > 1;
    if (!has_groups && settings_.equal != "none") fail("equal", "lab_sem_groups_needed");
    if (!has_groups && !settings_.also_equal.empty()) fail("also_equal", "lab_sem_groups_needed");
    if (!has_groups && !settings_.partial.empty()) fail("partial", "lab_sem_groups_needed");
    if (has_groups && !settings_.partial.empty() && settings_.task == "estimate" && options_.group_equal.empty()) {
      fail("partial", "lab_sem_nothing_equal");
    }
  }

  void check_ordinal() {
    if (!ordinal_.empty()) return;
    if (settings_.conditional_x != "auto") fail("conditional_x", "lab_sem_ordinal_needed");
    if (!settings_.ordered.empty()) fail("ordered", "lab_sem_ordered_elsewhere");
    if (settings_.parameterization != "auto") fail("parameterization", "lab_sem_ordinal_needed");
  }

  void check_inference() {
    const bool is_tested = settings_.test == "bollen.stine";
    const bool has_errors = settings_.draws > 0 && settings_.se == "auto";
    if (is_tested && settings_.draws == 0) fail("draws", "lab_sem_draws_needed");
    if (is_tested && (!ordinal_.empty() || settings_.missing.starts_with("fiml"))) {
      fail("test", "lab_sem_bollen_stine_complete");
    }
    if (settings_.draws > 0 && !has_errors && !is_tested) fail("draws", "lab_sem_draws_unused");
    if (settings_.interval != "perc" && !has_errors) fail("interval", "lab_sem_interval_unused");
    if (!settings_.wald.empty() && settings_.se == "none") fail("wald", "lab_sem_wald_needs_errors");
  }

  /// Writes the model out as the estimation will, and looks up in it what the settings name.
  void check_names() {
    std::string_view field = "estimator";
    try {
      const auto settled = stats::sem::resolve(options_, !ordinal_.empty(), std::max<std::size_t>(1, groups_.size()),
                                               variables_.has_means);
      field = "partial";
      const auto table = stats::sem::expand(syntax_, variables_, ordinal_, groups_, settled);
      if (settings_.task != "invariance") check_hypotheses(table);
      if (!settings_.wald.empty()) check_wald(table);
    } catch (const stats::sem::OptionError& error) {
      form_.fail(field, error.what());
    } catch (const stats::ModelError& error) {
      form_.fail("model", error.what());
    }
  }

  void check_hypotheses(const stats::sem::ParameterTable& table) {
    try {
      stats::sem::rows_of(stats::sem::parse_hypotheses(settings_.hypotheses), table);
    } catch (const stats::ModelError& error) {
      form_.fail("hypotheses", error.what());
    }
  }

  void check_wald(stats::sem::ParameterTable table) {
    try {
      stats::sem::add_tested_equalities(table, settings_.wald);
    } catch (const stats::ModelError& error) {
      form_.fail("wald", error.reason);
    }
  }

  http::Form& form_;
  const SemSettings& settings_;
  const AnswerSet& set_;
  const http::Messages& messages_;
  const Options options_;
  const stats::ModelSyntax syntax_;
  const stats::sem::ModelVariables variables_;
  std::vector<stats::sem::OrdinalItem> ordinal_;
  std::vector<std::string> groups_;
};

}  // namespace

void check_settings(http::Form& form, const SemSettings& settings, const std::string& model, const AnswerSet& set,
                    const http::Messages& messages) {
  Check(form, settings, model, set, messages).run();
}

std::vector<std::string> groups_of(const stats::Column& column, std::size_t most) {
  std::vector<std::string> groups;
  std::set<std::string> seen;
  const auto add = [&](const std::string& group) {
    if (groups.size() <= most && seen.insert(group).second) groups.push_back(group);
  };
  for (const std::string& text : column.texts) {
    if (!text.empty()) add(text);
  }
  for (const double number : column.numbers) {
    if (!std::isnan(number)) add(fmt::format("{:.15g}", number));
  }
  return groups;
}

}  // namespace rapport::research
