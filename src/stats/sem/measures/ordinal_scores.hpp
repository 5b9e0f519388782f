#pragma once

#include <vector>

#include "stats/sem/engine/structure.hpp"

namespace rapport::stats::sem {

/// An item given the latent variables: y* = intercept + loading'η + ε, var ε = sd².
struct ItemGivenFactors {
  Index variable = 0;     // among the sample's
  VectorXd loading = {};  // m
  double intercept = 0;
  double sd = 1;
  VectorXd thresholds = {};  // ascending, of y*; empty: continuous
};

/// A normal prior of the latent variables; an empty precision stands for none.
struct Prior {
  VectorXd mean;       // m
  MatrixXd precision;  // m × m
};

/// The η that maximizes log prior + Σ log P(answer | η), by Newton's method with step halving (the function is
/// concave).
/// @param answers  p, the row of a respondent; NaN: not answered
/// @return  NaN for a factor of which the answers only tell that it is extreme: the maximum is at infinity
VectorXd likeliest_factors(const std::vector<ItemGivenFactors>& items, const Prior& prior, const VectorXd& answers);

}  // namespace rapport::stats::sem
