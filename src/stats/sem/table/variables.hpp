#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stats/model/syntax.hpp"

namespace rapport::stats::sem {

/// The most parameters that a model may have in all its groups: keeps hostile texts cheap.
constexpr std::size_t most_parameters = 100'000;

/// The variables of a model and their parts in it, each list in lavaan's order and without repetition.
struct ModelVariables {
  std::vector<std::string> latent = {};            // measured by =~
  std::vector<std::string> observed = {};          // indicators, outcomes, predictors, then those of ~~, ~1 and | only
  std::vector<std::string> exogenous = {};         // observed predictors that nothing explains and no ~~ or ~1 mentions
  std::vector<std::string> latent_exogenous = {};  // latent, neither an indicator nor an outcome
  std::vector<std::string> outcomes = {};         // latent, then observed: explained by ~, predict and indicate nothing
  std::vector<std::string> with_thresholds = {};  // named on the left of |: ordinal whatever the data say
  std::vector<std::string> made_random = {};      // would be exogenous, but a ~~ or ~1 mentions them
  bool has_means = false;                         // some ~1
  std::map<std::string, std::size_t> reading_rank = {};  // latent, then observed as the text reads, counted from 0

  bool is_latent(const std::string& name) const;
  /// "b ~~ a" is turned into "a ~~ b" when a has the lower reading rank, as lavaan does.
  bool turns(const std::string& left, const std::string& right) const;
};

/// What the variables of a model are, before any data are read. With group blocks: of all groups together.
/// @throws ModelError for an operator that is not supported here (<~), a variable that measures or explains itself, an
///         intercept where none can be, a text without any formula, or one that comes to more than most_parameters
ModelVariables variables_of(const ModelSyntax& syntax);

/// The same of the formulas of one group. Nothing is checked.
ModelVariables variables_of(std::span<const Formula* const> formulas);

/// Checks the model's names against those of the data.
/// @param known   the variables of the data
/// @param source  what to call the data: "mobi.csv"
/// @throws ModelError at the first observed variable that the data lack, with the nearest name that exists; or at a
///         latent variable that has the name of one of theirs
void check_variables(const ModelSyntax& syntax, const ModelVariables& variables, std::span<const std::string> known,
                     std::string_view source);

}  // namespace rapport::stats::sem
