#pragma once

#include <string>
#include <vector>

#include "stats/model/model_error.hpp"
#include "stats/table/named_matrix.hpp"

namespace rapport::stats {

/// What a model with values says about the variables of one group.
struct PopulationGroup {
  std::vector<std::string> names = {};               // p, the observed variables
  std::vector<double> means = {};                    // p
  NamedMatrix covariances = {};                      // p × p
  std::vector<std::vector<double>> thresholds = {};  // p; empty for a continuous variable
};

struct PopulationOptions {
  std::size_t groups = 1;
  bool standardized = false;  // variances without a value are such that every variable has variance 1; else they are 1
};

/// The moments that a model in lavaan syntax implies when each parameter has a value: "f =~ 0.8*x1 + 0.7*x2". What may
/// be left out: variances (1, or what makes the variable's variance 1), covariances and means (0), and the first
/// loading of a factor (1). Values by group are written c(0.8, 0.7)*x1.
/// y = (I - A)⁻¹ (α + u), var u = S, over observed and latent variables together.
/// @throws ModelError for a text that is no model, or a loading or regression without a value
/// @throws std::invalid_argument where the values imply no covariance matrix, naming the variable
/// Source: McArdle & McDonald (1984), British J. Math. Stat. Psychology 37(2), 234-251 (A and S).
std::vector<PopulationGroup> population_of_model(const std::string& model, const PopulationOptions& options = {});

}  // namespace rapport::stats
