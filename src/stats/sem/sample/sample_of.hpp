#pragma once

#include <string>
#include <vector>

#include "stats/sem/options.hpp"
#include "stats/sem/sample/moment_input.hpp"
#include "stats/sem/sample/sample.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats::sem {

/// Which part of the data a model looks at.
struct SampleRequest {
  std::vector<std::string> variables = {};     // p, the order of everything in the sample
  std::vector<std::string> ordinal = {};       // those of them that are ordinal
  std::vector<std::string> exogenous = {};     // those of them that are observed covariates (fixed.x)
  std::vector<std::string> covariates = {};    // others, given which the variables are looked at (conditional.x)
  std::string group = {};                      // the variable that holds the group; empty: one group
  std::vector<std::string> group_labels = {};  // which groups, in this order; empty: all, as they first appear
};

/// The data of a model: respondents by group, their moments, and what else the estimator of the settings asks for.
/// Listwise deletion unless the settings say otherwise. Under Missing::ml with fixed covariates, respondents without
/// an answer to a covariate are left out (their distribution is not modelled); Missing::ml_x keeps them. Respondents
/// who answered nothing are left out always, and so is who lacks one of `covariates`. Each deletion is said in
/// `warnings`. Group labels are the texts of the group variable, or its numbers as R prints them ("1", "2.5").
/// @throws TableError    for a variable that is missing (with the nearest name), is text, or holds an infinity
/// @throws OptionError   for pairwise deletion without ordinal items, or full information with them
/// @throws NotEstimable  for a constant item ("constant_item"), fewer respondents than the estimator can do with
///                       ("too_few_rows"), an empty group ("empty_group"), a category that a group lacks
///                       ("empty_category"), a singular covariance matrix where the estimator inverts it
///                       ("singular_sample", naming the variables), moments beyond the range of numbers ("overflow")
Sample sample_of(const DataTable& table, const SampleRequest& request, const Settings& settings);

/// The same from covariances. Rows and columns are found by name, in whatever order they come; divisor n - 1 is turned
/// into the settings' divisor.
/// @throws TableError    for a matrix that is not square, not symmetric or not finite, names that differ, or a
///                       variable that it lacks
/// @throws NotEstimable  for a matrix that is not positive definite
/// @throws OptionError   for settings that need rows: ordinal items, missing values, robust corrections
Sample sample_of(const std::vector<MomentInput>& groups, const SampleRequest& request, const Settings& settings);

/// True if an estimator, standard error or test of the settings uses GroupSample::gamma.
bool needs_gamma(const Settings& settings);

}  // namespace rapport::stats::sem
