#pragma once

#include <vector>

#include "stats/sem/options.hpp"
#include "stats/sem/table/draft.hpp"

namespace rapport::stats::sem {

/// What cfa(), sem() and growth() add to the text and fix in it.
struct Defaults {
  const Settings& settings;
  std::vector<OrdinalItem> ordinal;  // of the group's model, in the order of its observed variables
  bool means = false;                // there is a mean structure
  bool equal_thresholds = false;     // over groups
  bool equal_intercepts = false;     // over groups
};

/// Appends lavaan's default rows in lavaan's order: thresholds, residual variances of observed variables and variances
/// of latent ones, covariances of exogenous latent variables, of outcomes, moments of exogenous covariates, scales,
/// intercepts and means.
void add_default_rows(Draft& draft, const GroupModel& model, const Defaults& defaults);

/// Fixes what gives latent variables their scale: the first loading (or the variance, std_lv), and the residual of an
/// indicator that stands alone. Runs before the modifiers of the text, which may undo it.
void fix_scales(Draft& draft, const GroupModel& model, const Defaults& defaults);

}  // namespace rapport::stats::sem
