#pragma once

#include <string>
#include <vector>

#include "stats/sem/options.hpp"
#include "stats/sem/table/draft.hpp"

namespace rapport::stats::sem {

/// What group_equal sets equal, by what it comes to: intercepts and thresholds of ordinal items go together.
struct EqualParts {
  std::vector<GroupEqual> parts = {};
  std::vector<std::tuple<std::string, Op, std::string>> partial = {};  // the parameters left free all the same

  bool has(GroupEqual part) const;
};

/// @throws OptionError for an entry of group_partial that is no parameter
EqualParts equal_parts_of(const Settings& settings, const ModelVariables& variables, bool categorical);

/// Makes equal over the groups what group_equal names: parameters without a label of their own get that of the first
/// group's (its plabel, if it has none); where one of them is fixed, the free ones are fixed at its value. The drafts
/// are those of all groups in their order; plabels are set.
/// @throws OptionError for an entry of group_partial that the model lacks
void label_equal_groups(std::vector<Draft>& drafts, const std::vector<GroupModel>& models, const EqualParts& equal);

/// equal("f=~x2") becomes the label of the named parameter of the first group.
/// @throws ModelError if there is none
void resolve_equal_modifiers(std::vector<Draft>& drafts, const std::vector<GroupModel>& models);

/// Parameters that share a label with a fixed one are fixed at its value.
void spread_fixed_values(std::vector<Draft>& drafts);

}  // namespace rapport::stats::sem
