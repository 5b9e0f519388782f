#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace rapport::stats::sem {

/// Respondents of one group who answered the same items.
struct Pattern {
  std::vector<Eigen::Index> observed = {};  // ascending positions among the variables
  std::size_t n = 0;
  std::vector<Eigen::Index> rows = {};  // of GroupSample::rows
  Eigen::VectorXd mean = {};            // of the observed ones
  Eigen::MatrixXd cov = {};             // of the observed ones, divisor n
};

/// One pass over a group's respondents, who come in blocks of respondents × variables: several at once, from several
/// threads. What a block holds never depends on the threads.
using OnRows = std::function<void(std::size_t block, const Eigen::MatrixXd& rows)>;
using RowBlocks = std::function<void(const OnRows& on_rows)>;

/// What an estimator needs to know of one group. p variables, in the order of Sample::variables.
struct GroupSample {
  std::string label = {};
  std::size_t n = 0;                      // respondents used
  std::size_t original = 0;               // respondents of the group in the data
  std::vector<std::size_t> origins = {};  // n: each respondent's row in the data, from 0; empty without rows
  Eigen::MatrixXd rows = {};  // n × p; NaN where missing; an ordinal item holds the number of its category, from
                              // 1; empty if only moments were given
  RowBlocks blocks = {};      // where the respondents are too many to keep in rows: another pass over them
  Eigen::VectorXd mean = {};  // p; with ordinal items: 0 for those
  Eigen::MatrixXd cov = {};   // p × p; divisor n or n - 1 as the settings say; ordinal: polychoric and polyserial
                              // correlations, 1 in the diagonal of ordinal items, r·sd beside a continuous item
  std::vector<Pattern> patterns = {};  // where Missing::ml or ml_x: at least one; mean and cov above are then the
                                       // EM estimates of the saturated model (divisor n)
  double saturated_loglik = 0;         // FIML: of the saturated model
  double fixed_loglik = 0;             // of the fixed covariates alone; no log-likelihood of a model counts them
  std::vector<Eigen::VectorXd> thresholds = {};  // p; empty for a continuous variable
  /// Where the statistics are of the variables given q covariates (Sample::covariates; else all of these are empty):
  /// mean and thresholds are those of respondents whose covariates are 0, cov is what the covariates leave over.
  Eigen::MatrixXd covariates = {};      // n × q
  Eigen::VectorXd covariate_mean = {};  // q
  Eigen::MatrixXd covariate_cov = {};   // q × q, divisor n - 1
  Eigen::MatrixXd slopes = {};          // p × q: of the variables (latent responses where ordinal) on the covariates
  /// The statistics that least squares fit, s:
  ///   continuous: [means, if the settings have a mean structure;] the lower triangle of cov, column by column
  ///   ordinal: per variable in order its thresholds, or minus its mean if it is continuous; then the slopes, column by
  ///   column; then the variances of the continuous variables; then the correlations and covariances below the
  ///   diagonal, column by column
  Eigen::VectorXd statistics = {};
  /// n × the asymptotic covariance matrix of s (lavaan's NACOV, Γ); empty where no estimator or test asks for it, only
  /// its diagonal where no more is asked (sample/gamma.hpp).
  Eigen::MatrixXd gamma = {};

  /// The covariance matrix of the variables over all values of the covariates.
  Eigen::MatrixXd marginal_cov() const {
    if (slopes.cols() == 0) return cov;
    return cov + slopes * covariate_cov * slopes.transpose();
  }
};

/// The data as the estimators see them.
struct Sample {
  std::vector<std::string> variables = {};       // p
  std::vector<std::string> covariates = {};      // q, not among the variables: conditional.x
  std::vector<bool> is_ordinal = {};             // p
  std::vector<std::vector<double>> levels = {};  // p: an ordinal item's answers, ascending; empty for a continuous one
  std::vector<bool> is_fixed = {};               // p: covariates whose distribution is not modelled (fixed.x)
  std::vector<GroupSample> groups = {};          // in the order of their first appearance
  bool has_rows = true;                          // false: moments were given, or the rows come in blocks
  bool has_means = true;
  std::vector<std::string> warnings = {};  // full sentences: respondents left out, empty cells, …

  std::size_t total() const {
    std::size_t n = 0;
    for (const auto& group : groups) n += group.n;
    return n;
  }
  Eigen::Index variable_count() const { return static_cast<Eigen::Index>(variables.size()); }
  Eigen::Index covariate_count() const { return static_cast<Eigen::Index>(covariates.size()); }
  std::vector<Eigen::Index> fixed_positions() const {  // of the fixed covariates, ascending
    std::vector<Eigen::Index> positions;
    for (std::size_t i = 0; i < is_fixed.size(); ++i)
      if (is_fixed[i]) positions.push_back(static_cast<Eigen::Index>(i));
    return positions;
  }
};

}  // namespace rapport::stats::sem
