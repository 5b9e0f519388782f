#include "stats/sem/table/variables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "stats/model/nearest_name.hpp"

namespace rapport::stats::sem {
namespace {
/// Names in the order of their first addition.
class NameList {
 public:
  void add(const std::string& name) {
    if (known_.insert(name).second) names_.push_back(name);
  }
  bool has(const std::string& name) const { return known_.contains(name); }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::set<std::string> known_;
  std::vector<std::string> names_;
};

void check(const ModelSyntax& syntax, const Formula& formula) {
  const auto refuse = [&](const Term& term, std::string reason) {
    throw ModelError(syntax.text, term.place, std::move(reason));
  };
  if (formula.op == Operator::composed_of) {
    throw ModelError(syntax.text, formula.place,
                     "Composites (<~) are not supported in covariance-based models: use =~, or estimate with PLS.");
  }
  for (const Term& left : formula.left) {
    if (!left.modifiers.empty()) {
      throw ModelError(syntax.text, left.modifiers.front().place,
                       "Labels, values and other modifiers (…*) stand on the right of the operator.");
    }
    for (const Term& right : formula.right) {
      if (right.is_intercept && formula.op != Operator::regressed_on) {
        if (formula.op == Operator::measured_by)
          refuse(right, "A latent variable is measured by items: one without any (=~ 0) is not supported.");
        refuse(right,
               fmt::format("A 1 stands for an intercept, and goes with ~ only, not with {}.", symbol_of(formula.op)));
      }
      if (left.variable != right.variable) {
        if (formula.op == Operator::scaled_by) {
          refuse(right, fmt::format("A scale belongs to one item: write {0} ~*~ {0}.", left.variable));
        }
        continue;
      }
      if (formula.op == Operator::measured_by) {
        refuse(right, fmt::format("The latent variable {} cannot be measured by itself.", right.variable));
      }
      if (formula.op == Operator::regressed_on)
        refuse(right, fmt::format("{} cannot depend on itself.", right.variable));
    }
  }
}
}  // namespace

ModelVariables variables_of(std::span<const Formula* const> formulas) {
  NameList latent, indicators, outcomes, predictors, mentioned, thresholds;
  ModelVariables result;
  std::vector<std::pair<std::string, std::string>> covariances;
  std::vector<std::string> other;  // what ~1, | and ~*~ name
  for (const Formula* formula : formulas) {
    for (const Term& left : formula->left) {
      if (formula->op == Operator::measured_by) latent.add(left.variable);
      if (formula->op == Operator::cut_at) thresholds.add(left.variable);
      for (const Term& right : formula->right) {
        if (formula->op == Operator::measured_by) indicators.add(right.variable);
        if (formula->op == Operator::covaries_with) covariances.emplace_back(left.variable, right.variable);
        if (formula->op == Operator::regressed_on && !right.is_intercept) {
          outcomes.add(left.variable);
          predictors.add(right.variable);
        }
        if (right.is_intercept) mentioned.add(left.variable);
        const bool of_left_only =
            right.is_intercept || formula->op == Operator::cut_at || formula->op == Operator::scaled_by;
        if (of_left_only) other.push_back(left.variable);
        result.has_means = result.has_means || right.is_intercept;
      }
    }
  }
  for (const auto& [left, right] : covariances) {
    mentioned.add(left);
    mentioned.add(right);
  }

  // Indicators, outcomes, predictors; then what only covariances name, left sides first; then the rest.
  const auto observed_in_order = [&] {
    NameList observed;
    const auto add = [&](const std::string& name) {
      if (!latent.has(name)) observed.add(name);
    };
    for (const NameList* names : {&indicators, &outcomes, &predictors}) {
      for (const std::string& name : names->names()) add(name);
    }
    for (const auto& pair : covariances) add(pair.first);
    for (const auto& pair : covariances) add(pair.second);
    for (const std::string& name : other) add(name);
    return observed.names();
  };
  result.latent = latent.names();
  std::map<std::string, std::size_t>& rank = result.reading_rank;
  for (const std::string& name : result.latent) rank.emplace(name, rank.size());
  result.observed = observed_in_order();
  for (const std::string& name : result.observed) rank.emplace(name, rank.size());
  for (auto& [left, right] : covariances) {
    if (rank[right] < rank[left]) std::swap(left, right);
  }
  if (!covariances.empty()) result.observed = observed_in_order();

  for (const std::string& name : predictors.names()) {
    if (latent.has(name) || indicators.has(name) || outcomes.has(name)) continue;
    (mentioned.has(name) ? result.made_random : result.exogenous).push_back(name);
  }
  for (const std::string& name : result.latent) {
    if (!indicators.has(name) && !outcomes.has(name)) result.latent_exogenous.push_back(name);
  }
  for (const auto* names : {&result.latent, &result.observed}) {
    for (const std::string& name : *names) {
      if (outcomes.has(name) && !predictors.has(name) && !indicators.has(name)) result.outcomes.push_back(name);
    }
  }
  result.with_thresholds = thresholds.names();
  return result;
}

bool ModelVariables::is_latent(const std::string& name) const {
  const auto found = reading_rank.find(name);
  return found != reading_rank.end() && found->second < latent.size();
}

bool ModelVariables::turns(const std::string& left, const std::string& right) const {
  const auto one = reading_rank.find(left), other = reading_rank.find(right);
  return one != reading_rank.end() && other != reading_rank.end() && other->second < one->second;
}

ModelVariables variables_of(const ModelSyntax& syntax) {
  if (syntax.formulas.empty()) {
    throw ModelError(syntax.text, {},
                     "The model is empty: it needs at least one formula such as \"visual =~ x1 + x2 + x3\".");
  }
  std::vector<const Formula*> formulas;
  std::size_t parameters = 0;
  for (const Formula& formula : syntax.formulas) {
    parameters += formula.left.size() * formula.right.size();
    if (parameters > most_parameters) {
      throw ModelError(syntax.text, formula.place,
                       fmt::format("The model is too large: at most {} parameters.", most_parameters));
    }
    check(syntax, formula);
    formulas.push_back(&formula);
  }
  return variables_of(formulas);
}

void check_variables(const ModelSyntax& syntax, const ModelVariables& variables, std::span<const std::string> known,
                     std::string_view source) {
  const std::set<std::string> in_data(known.begin(), known.end());
  for (const Formula& formula : syntax.formulas) {
    const bool names_on_the_right = formula.op != Operator::cut_at;
    for (const auto* side : {&formula.left, &formula.right}) {
      if (side == &formula.right && !names_on_the_right) continue;
      for (const Term& term : *side) {
        if (term.is_intercept) continue;
        const bool is_latent = variables.is_latent(term.variable);
        const bool is_known = in_data.contains(term.variable);
        if (is_latent && is_known) {
          throw ModelError(
              syntax.text, term.place,
              fmt::format("{} is a latent variable of the model and also a variable of {}: give it another name.",
                          term.variable, source));
        }
        if (is_latent || is_known) continue;
        std::vector<std::string> candidates(known.begin(), known.end());
        candidates.insert(candidates.end(), variables.latent.begin(), variables.latent.end());
        const auto nearest = nearest_name(term.variable, candidates);
        throw ModelError(syntax.text, term.place,
                         fmt::format("{} has no variable {}, and the model no latent variable of that name.{}", source,
                                     term.variable, nearest ? fmt::format(" Did you mean {}?", *nearest) : ""));
      }
    }
  }
}

}  // namespace rapport::stats::sem
