#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

namespace rapport::stats::sem {

/// One variable of a sample with ordinal items, by itself: the first stage of its correlations. With covariates, q of
/// them, it is the variable (or latent response) given those: y = mean + slopes'x + e, or y* = slopes'x + e.
struct Margin {
  bool is_ordinal = false;
  Eigen::Index respondents = 0;  // who answered
  /// Ordinal: the category of each respondent from 1, 0 where missing.
  std::vector<int> categories = {};
  Eigen::VectorXd counts = {};  // by category
  Eigen::VectorXd tau = {};     // thresholds
  /// Continuous: standardized (residuals of) answers, NaN where missing.
  Eigen::VectorXd z = {};
  double mean = 0;
  double variance = 0;          // of e; divisor n
  Eigen::VectorXd slopes = {};  // q
  Eigen::VectorXd shift = {};   // n: slopes'x of each respondent; empty without covariates
  /// What a respondent adds to n times the estimates: the inverse of the averaged products of scores, times the score;
  /// 0 where missing. Columns: thresholds, or mean and variance; then the slopes. Rows: respondents; of an ordinal item
  /// without covariates categories + 1, of which the first is for who is missing.
  Eigen::MatrixXd influence = {};

  double scale() const;  // 1 for an ordinal item, else the standard deviation
  bool is_conditional() const { return slopes.size() > 0; }
  /// The row of `influence` for a respondent.
  Eigen::Index influence_row(Eigen::Index respondent) const {
    return is_ordinal && !is_conditional() ? categories[static_cast<std::size_t>(respondent)] : respondent;
  }
  /// The threshold of this number as the respondent's covariates move it; ±∞ beyond the first and the last.
  double limit(Eigen::Index respondent, int threshold) const;
};

/// @param categories  from 1, NaN where missing
/// @param level_count  how many categories there are; each must have been chosen
Margin ordinal_margin(const Eigen::VectorXd& categories, Eigen::Index level_count);

/// @param answers  NaN where missing
Margin continuous_margin(const Eigen::VectorXd& answers);

/// The same given covariates: ordered probit regression by maximum likelihood, or linear regression.
/// @param covariates  n × q, complete, without linear dependencies
/// @param name        of the variable, for errors
/// @throws NotEstimable "separation" where the covariates predict the categories without error, so that the likelihood
///                      has no maximum; "constant_item" where they do so for a number
/// Source: McKelvey & Zavoina (1975), Journal of Mathematical Sociology 4, 103-120.
Margin ordinal_margin(const Eigen::VectorXd& categories, Eigen::Index level_count, const Eigen::MatrixXd& covariates,
                      const std::string& name);
Margin continuous_margin(const Eigen::VectorXd& answers, const Eigen::MatrixXd& covariates, const std::string& name);

}  // namespace rapport::stats::sem
