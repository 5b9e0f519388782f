#pragma once

#include <map>
#include <string>
#include <vector>

#include "stats/model/path_model.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats {

/// A line of a structural equation model that its path model cannot hold.
struct ExtraLine {
  enum class Kind { covariance, cross_loading, regression };
  Kind kind = Kind::covariance;
  const sem::EstimateRow* row = nullptr;
};

/// How a structural equation model is drawn: latent variables with the items that they are the first to measure, and
/// the observed variables of regressions, as constructs; regressions and loadings of latent variables on latent
/// variables as paths, as far as they have no loop; and the rest as extra lines.
struct SemShape {
  PathModel model = {};
  std::vector<const sem::EstimateRow*> path_rows = {};               // of model.paths
  std::vector<std::vector<const sem::EstimateRow*>> item_rows = {};  // of the items of each construct
  std::vector<ExtraLine> extra = {};
  std::map<std::string, const sem::EstimateRow*> residuals = {};  // variances of items, once estimated
};

/// @param group  from 1. The shape points into the result, which must outlive it.
SemShape sem_shape(const sem::SemResult& result, std::size_t group);

}  // namespace rapport::stats
