#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "stats/model/path_model.hpp"
#include "stats/pls/pls.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats {

/// One item of a scale. NaN where the block has too few items for the quantity.
struct ItemReliability {
  std::string name = {};
  double mean = 0;
  double sd = 0;                // divisor n - 1
  double loading = 0;           // see LoadingsFrom
  double item_rest = 0;         // correlation of the item with the sum of the others; from 2 items
  double alpha_if_deleted = 0;  // raw alpha of the others; from 3 items
};

struct ConstructReliability {
  std::string name = {};
  std::vector<ItemReliability> items = {};
  double alpha = 0;               // raw; NaN for one item
  double alpha_standardized = 0;  // of the correlations; NaN for one item
  double rho_c = 0;               // composite reliability, of the loadings
  double ave = 0;                 // average variance extracted, of the loadings
};

/// Where the loadings come from.
enum class LoadingsFrom {
  pls,                 // correlations with the scores of the PLS path model: every construct has a path
  principal_component  // correlations with the block's own first principal component: some have none
};

struct ReliabilityResult {
  std::size_t n = 0;  // respondents who answered every item of the model
  LoadingsFrom loadings_from = LoadingsFrom::principal_component;
  std::vector<ConstructReliability> constructs = {};
  NamedMatrix fornell_larcker = {};  // correlations of the scores, √AVE in the diagonal
  std::vector<std::string> warnings = {};
};

/// Reliability of every construct of a model, over the respondents who answered all its items.
/// Loadings need scores: where every construct takes part in a path they are those of estimate_pls with the path
/// scheme, else each block is represented by its first principal component, the weighted sum of its items that has the
/// most variance. Both are signed so that the loadings of a construct sum to a positive number; a single item loads 1.
/// @throws ModelError, TableError, EstimationError as estimate_pls does, but not for want of paths
/// Source of the item statistics: as psych::alpha (r.drop, alpha_drop) without reversing items.
ReliabilityResult reliability(const PathModel& model, const DataTable& table);

}  // namespace rapport::stats
