#include "stats/model/path_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "stats/model/syntax.hpp"

namespace rapport::stats {
namespace {
/// Collects formulas into a path model, and refuses what does not fit together.
class Builder {
 public:
  explicit Builder(std::string_view text) : text_(text) { model_.text = std::string(text); }

  PathModel build() {
    const ModelSyntax syntax = parse_syntax(text_);
    const std::vector<Formula>& formulas = syntax.formulas;
    refuse_unsupported(syntax);
    if (formulas.empty()) {
      throw ModelError(text_, {},
                       "The model is empty: it needs at least one formula such as \"Image =~ item1 + item2\".");
    }
    for (const Formula& formula : formulas) refuse_unsupported(formula);
    for (const Formula& formula : formulas) {
      if (formula.op == Operator::measured_by || formula.op == Operator::composed_of) measure(formula);
    }
    refuse_constructs_as_items();
    for (const Formula& formula : formulas) {
      if (formula.op == Operator::regressed_on) connect(formula);
    }
    refuse_loops();
    return std::move(model_);
  }

 private:
  void refuse_unsupported(const ModelSyntax& syntax) const {
    if (!syntax.constraints.empty()) {
      const Constraint& constraint = syntax.constraints.front();
      throw ModelError(text_, constraint.place,
                       fmt::format("The operator {} is not supported here yet.", symbol_of(constraint.relation)));
    }
    if (!syntax.blocks.empty()) {
      throw ModelError(text_, syntax.blocks.front().place, "Groups (group:) are not supported here yet.");
    }
  }

  void refuse_unsupported(const Formula& formula) const {
    if (formula.op == Operator::covaries_with) {
      throw ModelError(text_, formula.place, "Covariances (~~) are not supported here yet.");
    }
    if (formula.op == Operator::cut_at || formula.op == Operator::scaled_by) {
      throw ModelError(text_, formula.place,
                       fmt::format("The operator {} is not supported here yet.", symbol_of(formula.op)));
    }
    for (const auto* side : {&formula.left, &formula.right}) {
      for (const Term& term : *side) {
        if (!term.modifiers.empty() && !term.is_intercept) {
          throw ModelError(text_, term.modifiers.front().place,
                           "Labels, fixed values and other modifiers (…*) are not supported here yet.");
        }
        if (term.is_intercept) {
          throw ModelError(text_, term.place, "Intercepts (~ 1) are not supported here yet.");
        }
      }
    }
  }

  void measure(const Formula& formula) {
    const Mode mode = formula.op == Operator::measured_by ? Mode::A : Mode::B;
    for (const Term& left : formula.left) {
      auto index = model_.find(left.variable);
      if (!index) {
        index = model_.constructs.size();
        model_.constructs.push_back({.name = left.variable, .mode = mode});
      }
      Construct& construct = model_.constructs[*index];
      if (construct.mode != mode) {
        throw ModelError(
            text_, formula.place,
            fmt::format("The construct {} is measured with =~ and with <~: use one of them.", construct.name));
      }
      for (const Term& item : formula.right) {
        const auto [owner, is_new] = owner_of_item_.emplace(item.variable, construct.name);
        if (!is_new) {
          throw ModelError(
              text_, item.place,
              owner->second == construct.name
                  ? fmt::format("The item {} stands twice in the construct {}.", item.variable, construct.name)
                  : fmt::format("The item {} already belongs to the construct {}.", item.variable, owner->second));
        }
        construct.items.push_back(item.variable);
        construct.item_places.push_back(item.place);
      }
    }
  }

  void refuse_constructs_as_items() const {
    for (const Construct& construct : model_.constructs) {
      for (std::size_t i = 0; i < construct.items.size(); ++i) {
        const bool itself = construct.items[i] == construct.name && construct.items.size() == 1;
        if (model_.find(construct.items[i]) && !itself) {
          throw ModelError(
              text_, construct.item_places[i],
              fmt::format("{} is a construct here. Constructs as items of another construct are not supported "
                          "here yet.",
                          construct.items[i]));
        }
      }
    }
  }

  std::size_t construct_of(const Term& term) {
    if (const auto index = model_.find(term.variable)) return *index;
    const auto owner = owner_of_item_.find(term.variable);
    if (owner != owner_of_item_.end()) {
      throw ModelError(text_, term.place,
                       fmt::format("{} is an item of the construct {}: paths run between constructs.", term.variable,
                                   owner->second));
    }
    owner_of_item_.emplace(term.variable, term.variable);
    model_.constructs.push_back(
        {.name = term.variable, .items = {term.variable}, .item_places = {term.place}, .is_observed = true});
    return model_.constructs.size() - 1;
  }

  void connect(const Formula& formula) {
    for (const Term& left : formula.left) {
      const std::size_t to = construct_of(left);
      for (const Term& right : formula.right) {
        const std::size_t from = construct_of(right);
        if (from == to) {
          throw ModelError(text_, right.place, fmt::format("{} cannot depend on itself.", right.variable));
        }
        const bool known = std::any_of(model_.paths.begin(), model_.paths.end(),
                                       [&](const Path& path) { return path.from == from && path.to == to; });
        if (known) {
          throw ModelError(text_, right.place,
                           fmt::format("The path from {} to {} is written twice.", right.variable, left.variable));
        }
        model_.paths.push_back({.from = from, .to = to});
        path_places_.push_back(right.place);
      }
    }
  }

  /// Takes away, again and again, the constructs that nothing still present causes. Whatever remains contains a loop,
  /// which walking back from cause to cause must find.
  void refuse_loops() const {
    std::vector<std::size_t> causes(model_.constructs.size());
    for (const Path& path : model_.paths) ++causes[path.to];
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < causes.size(); ++i) {
      if (causes[i] == 0) free.push_back(i);
    }
    std::vector<bool> taken(causes.size());
    while (!free.empty()) {
      const std::size_t at = free.back();
      free.pop_back();
      taken[at] = true;
      for (const Path& path : model_.paths) {
        if (path.from == at && --causes[path.to] == 0) free.push_back(path.to);
      }
    }
    const auto left = std::find(taken.begin(), taken.end(), false);
    if (left != taken.end()) throw loop_error(static_cast<std::size_t>(left - taken.begin()), taken);
  }

  ModelError loop_error(std::size_t at, const std::vector<bool>& taken) const {
    std::vector<std::size_t> trail;  // path indices, each from the cause of the one before
    std::vector<std::size_t> met;    // constructs, met[k] being the outcome of trail[k]
    while (std::find(met.begin(), met.end(), at) == met.end()) {
      std::size_t i = 0;  // every construct that is left has a cause that is left
      while (model_.paths[i].to != at || taken[model_.paths[i].from]) ++i;
      met.push_back(at);
      trail.push_back(i);
      at = model_.paths[i].from;
    }
    const auto begin = static_cast<std::size_t>(std::find(met.begin(), met.end(), at) - met.begin());
    std::string loop = model_.constructs[at].name;
    for (std::size_t k = met.size(); k-- > begin;) loop += " → " + model_.constructs[met[k]].name;
    const std::size_t last = *std::max_element(trail.begin() + static_cast<std::ptrdiff_t>(begin), trail.end());
    return ModelError(text_, path_places_[last], fmt::format("The paths form a loop: {}. Remove one of them.", loop));
  }

  std::string_view text_;
  PathModel model_;
  std::map<std::string, std::string, std::less<>> owner_of_item_;
  std::vector<TextPlace> path_places_;
};
}  // namespace

std::vector<std::string> PathModel::items() const {
  std::vector<std::string> result;
  for (const Construct& construct : constructs)
    result.insert(result.end(), construct.items.begin(), construct.items.end());
  return result;
}

std::optional<std::size_t> PathModel::find(std::string_view construct) const {
  for (std::size_t i = 0; i < constructs.size(); ++i) {
    if (constructs[i].name == construct) return i;
  }
  return std::nullopt;
}

std::vector<std::size_t> PathModel::causal_order() const {
  std::vector<std::size_t> open_causes(constructs.size());
  for (const Path& path : paths) ++open_causes[path.to];
  std::vector<std::size_t> order;
  std::vector<bool> placed(constructs.size());
  while (order.size() < constructs.size()) {
    std::size_t next = 0;
    while (placed[next] || open_causes[next] > 0) ++next;  // there always is one: the model has no loop
    placed[next] = true;
    order.push_back(next);
    for (const Path& path : paths) {
      if (path.from == next) --open_causes[path.to];
    }
  }
  return order;
}

PathModel parse_model(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return Builder(text).build();
}

void check_variables(const PathModel& model, const DataTable& table) {
  for (const Construct& construct : model.constructs) {
    for (std::size_t i = 0; i < construct.items.size(); ++i) {
      if (table.find(construct.items[i])) continue;
      std::vector<std::string> known = table.names();
      if (construct.is_observed) {
        for (const Construct& other : model.constructs) {
          if (!other.is_observed) known.push_back(other.name);
        }
      }
      const auto nearest = nearest_name(construct.items[i], known);
      throw ModelError(model.text, construct.item_places[i],
                       fmt::format("{} has no variable {}{}.{}", table.source, construct.items[i],
                                   construct.is_observed ? ", and the model no construct of that name" : "",
                                   nearest ? fmt::format(" Did you mean {}?", *nearest) : ""));
    }
  }
}

}  // namespace rapport::stats
