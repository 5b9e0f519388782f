#pragma once

#include <Eigen/Core>
#include <vector>

#include "stats/sem/sample/ordinal/margin.hpp"
#include "stats/sem/sample/ordinal/polychoric.hpp"

namespace rapport::stats::sem {

/// The second stage: the correlation of two variables, polychoric, polyserial or Pearson's, with the margins given, and
/// what each respondent adds to n times the covariance (the correlation itself, if both are ordinal).
struct Pair {
  TwoStepCorrelation correlation = {};
  Eigen::VectorXd influence = {};  // n; empty if it was not asked for
  bool has_empty_cell = false;     // ordinal items: a combination of categories that nobody chose
};

/// @param covariates      n × q, given which the margins are; of no columns: none
/// @param with_influence  false: only the correlation
/// Sources: Olsson (1979), Psychometrika 44, 443-460; Olsson, Drasgow & Dorans (1982), Psychometrika 47, 337-347
/// (polyserial); Muthén (1984), Psychometrika 49, 115-132, with all information matrices as products of scores.
Pair pair_of(const Margin& a, const Margin& b, const Eigen::MatrixXd& covariates, bool with_influence);

}  // namespace rapport::stats::sem
