#include "stats/sem/table/defaults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace rapport::stats::sem {
namespace {
bool contains(const std::vector<GroupEqual>& parts, GroupEqual part) {
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

/// Adds rows of one group.
class Adder {
 public:
  Adder(Draft& draft, const GroupModel& model, const Defaults& defaults)
      : draft_(draft),
        model_(model),
        defaults_(defaults),
        settings_(defaults.settings),
        exogenous_(model.variables.exogenous.begin(), model.variables.exogenous.end()) {
    for (const OrdinalItem& item : defaults.ordinal) ordinal_.insert(item.name);
  }

  void run() {
    thresholds();
    variances();
    const auto& latent = model_.variables.latent_exogenous;
    for (std::size_t i = 0; i < latent.size(); ++i) {
      for (std::size_t j = i + 1; j < latent.size(); ++j) covariance(latent[i], latent[j]);
    }
    const auto& outcomes = model_.variables.outcomes;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      for (std::size_t j = i + 1; j < outcomes.size(); ++j) covariance(outcomes[i], outcomes[j]);
    }
    exogenous_moments();
    for (const OrdinalItem& item : defaults_.ordinal) {
      const bool is_free = settings_.parameterization == Parameterization::delta && frees_scales();
      add(item.name, Op::scale, item.name, is_free, 1);
    }
    if (defaults_.means) means();
  }

 private:
  /// Equal thresholds let the scales of the later groups' latent responses be estimated.
  bool frees_scales() const { return defaults_.equal_thresholds && model_.group > 1; }

  /// @return  nullptr where the text has the row
  DraftRow* add(const std::string& lhs, Op op, const std::string& rhs, bool is_free, double fixed_at,
                bool exo = false) {
    const bool is_new = draft_.add({.parameter = {.lhs = lhs,
                                                  .op = op,
                                                  .rhs = rhs,
                                                  .user = 0,
                                                  .group = model_.group,
                                                  .free = is_free ? 1u : 0u,
                                                  .ustart = is_free ? no_value : fixed_at,
                                                  .exo = exo}});
    return is_new ? &draft_.rows.back() : nullptr;
  }

  void thresholds() {
    for (const OrdinalItem& item : defaults_.ordinal) {
      for (std::size_t k = 1; k <= item.thresholds; ++k) add(item.name, Op::threshold, fmt::format("t{}", k), true, 0);
    }
  }

  void variances() {
    const bool theta_free = settings_.parameterization == Parameterization::theta && frees_scales() &&
                            !contains(settings_.group_equal, GroupEqual::residuals);
    for (const std::string& name : model_.variables.observed) {
      if (!exogenous_.contains(name)) add(name, Op::covaries_with, name, !ordinal_.contains(name) || theta_free, 1);
    }
    for (const std::string& name : model_.variables.latent) add(name, Op::covaries_with, name, true, 1);
  }

  void covariance(const std::string& a, const std::string& b) {
    if (draft_.find(b, Op::covaries_with, a)) return;
    const bool both_latent = model_.variables.is_latent(a) && model_.variables.is_latent(b);
    add(a, Op::covaries_with, b, !(settings_.orthogonal && both_latent), 0);
  }

  void exogenous_moments() {
    const auto& names = model_.variables.exogenous;
    for (std::size_t i = 0; i < names.size(); ++i) {
      for (std::size_t j = i; j < names.size(); ++j) {
        add(names[i], Op::covaries_with, names[j], !settings_.fixed_x, no_value, settings_.fixed_x);
      }
    }
  }

  void means() {
    const bool growth = settings_.function == Function::growth;
    for (const std::string& name : model_.variables.observed) {
      if (settings_.fixed_x && exogenous_.contains(name)) {
        add(name, Op::intercept, "", false, no_value, true);
      } else if (ordinal_.contains(name)) {
        // Since 0.6-20 lavaan lets the later groups' latent responses have their own intercepts under equal thresholds.
        add(name, Op::intercept, "", frees_scales() && !defaults_.equal_intercepts, 0);
      } else {
        add(name, Op::intercept, "", !growth, 0);
      }
    }
    const bool means_by_intercepts =
        model_.group > 1 && defaults_.equal_intercepts && !contains(settings_.group_equal, GroupEqual::means);
    std::set<std::string> of_ordinal_items;  // latent variables that some ordinal item measures
    for (const DraftRow& row : draft_.rows) {
      const bool measures = row.parameter.op == Op::measured_by && ordinal_.contains(row.parameter.rhs);
      if (measures) of_ordinal_items.insert(row.parameter.lhs);
    }
    for (const std::string& name : model_.variables.latent) {
      const bool effect_coding = settings_.effect_coding && !of_ordinal_items.contains(name);
      DraftRow* row = add(name, Op::intercept, "", growth || means_by_intercepts || effect_coding, 0);
      // lavaan starts the means that effect coding frees at 0.
      if (row && effect_coding && !growth && !means_by_intercepts) row->parameter.ustart = 0;
    }
  }

  Draft& draft_;
  const GroupModel& model_;
  const Defaults& defaults_;
  const Settings& settings_;
  std::set<std::string> exogenous_;
  std::set<std::string> ordinal_;
};

void fix(DraftRow* row, double value) {
  if (!row) return;
  row->parameter.free = 0;
  row->parameter.ustart = value;
}
}  // namespace

void add_default_rows(Draft& draft, const GroupModel& model, const Defaults& defaults) {
  Adder(draft, model, defaults).run();
}

void fix_scales(Draft& draft, const GroupModel& model, const Defaults& defaults) {
  const Settings& settings = defaults.settings;
  std::map<std::string, std::vector<std::string>> indicators;
  std::map<std::string, int> uses;
  for (const DraftRow& row : draft.rows) {
    if (row.parameter.op != Op::measured_by) continue;
    indicators[row.parameter.lhs].push_back(row.parameter.rhs);
    ++uses[row.parameter.rhs];
  }
  for (const std::string& latent : model.variables.latent) {
    const std::vector<std::string>& items = indicators[latent];
    if (settings.std_lv) {
      DraftRow* variance = draft.find(latent, Op::covaries_with, latent);
      const bool is_free = model.group > 1 && variance->parameter.user == 0 &&
                           contains(settings.group_equal, GroupEqual::loadings) &&
                           !contains(settings.group_equal, GroupEqual::lv_variances);
      if (!is_free) fix(variance, 1);
    } else if (!settings.effect_coding) {
      fix(draft.find(latent, Op::measured_by, items.front()), 1);
    }
  }
  for (const std::string& latent : model.variables.latent) {
    const std::vector<std::string>& items = indicators[latent];
    if (items.size() != 1 || uses[items.front()] != 1) continue;
    DraftRow* residual = draft.find(items.front(), Op::covaries_with, items.front());
    const bool is_ordinal = std::any_of(defaults.ordinal.begin(), defaults.ordinal.end(),
                                        [&](const OrdinalItem& item) { return item.name == items.front(); });
    if (residual && residual->parameter.user == 0 && !is_ordinal) fix(residual, 0);
  }
}

}  // namespace rapport::stats::sem
