#pragma once

#include <Eigen/Core>
#include <vector>

namespace rapport::stats::sem {

/// One variable of a sample with ordinal items, by itself: the first stage of its correlations.
struct Margin {
  bool is_ordinal = false;
  Eigen::Index respondents = 0;  // who answered
  /// Ordinal: the category of each respondent from 1, 0 where missing.
  std::vector<int> categories = {};
  Eigen::VectorXd counts = {};  // by category
  Eigen::VectorXd tau = {};     // thresholds
  /// Continuous: standardized answers, NaN where missing.
  Eigen::VectorXd z = {};
  double mean = 0;
  double variance = 0;  // divisor n
  /// What a respondent adds to n times the estimates: the inverse of the averaged products of scores, times the score;
  /// 0 where missing. Ordinal: categories + 1 rows, of which the first is for who is missing, one column for each
  /// threshold. Continuous: a row for each respondent; columns for mean and variance.
  Eigen::MatrixXd influence = {};

  double scale() const;  // 1 for an ordinal item, else the standard deviation
  /// The row of `influence` for a respondent.
  Eigen::Index influence_row(Eigen::Index respondent) const {
    return is_ordinal ? categories[static_cast<std::size_t>(respondent)] : respondent;
  }
};

/// @param categories  from 1, NaN where missing
/// @param level_count  how many categories there are; each must have been chosen
Margin ordinal_margin(const Eigen::VectorXd& categories, Eigen::Index level_count);

/// @param answers  NaN where missing
Margin continuous_margin(const Eigen::VectorXd& answers);

}  // namespace rapport::stats::sem
