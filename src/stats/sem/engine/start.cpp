#include "stats/sem/engine/start.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <map>

namespace rapport::stats::sem {
namespace {

/// Loadings of a factor's items with the first as marker, each by all the other items as instruments (FABIN 3; Hägglund
/// 1982). With P the inverse covariance matrix of the items beside the marker, m their covariances with it and y = Pm,
/// the inverse without item j is P less a matrix of rank one, so that its loading is (m_j - y_j/P_jj) / (m'y -
/// y_j²/P_jj).
VectorXd fabin3(const MatrixXd& cov) {
  const Index k = cov.rows();
  VectorXd loadings = VectorXd::Ones(k);
  if (k < 3) return loadings;
  const Eigen::LLT<MatrixXd> factor(cov.bottomRightCorner(k - 1, k - 1));
  if (factor.info() != Eigen::Success) return loadings;
  const MatrixXd inverse = factor.solve(MatrixXd::Identity(k - 1, k - 1));
  const VectorXd with_marker = cov.col(0).tail(k - 1);
  const VectorXd solved = inverse * with_marker;
  const double total = with_marker.dot(solved);
  for (Index j = 0; j + 1 < k; ++j) {
    const double own = solved(j) / inverse(j, j);
    const double loading = (with_marker(j) - own) / (total - solved(j) * own);
    if (std::isfinite(loading) && std::abs(loading) < 100) loadings(j + 1) = loading;
  }
  return loadings;
}

/// The variance of the factor in the marker's scale: least squares of the marker's covariances on the loadings.
double factor_variance(const MatrixXd& cov, const VectorXd& loadings) {
  const double marker = cov(0, 0);
  double over = 0;
  double under = 0;
  for (Index j = 1; j < cov.rows(); ++j) {
    over += cov(0, j) * loadings(j);
    under += loadings(j) * loadings(j);
  }
  const double variance = under > 0 ? over / under : 0.5 * marker;
  return std::clamp(variance, 0.1 * marker, 0.9 * marker);
}

class Starter {
 public:
  Starter(const ParameterTable& table, const Sample& sample)
      : table_(table), sample_(sample), values_(table.rows.size(), 0) {
    for (std::size_t v = 0; v < sample.variables.size(); ++v) position_[sample.variables[v]] = static_cast<Index>(v);
    for (Index x = 0; x < sample.covariate_count(); ++x) covariate_[sample.covariates[static_cast<std::size_t>(x)]] = x;
  }

  std::vector<double> run() {
    for (std::size_t group = 1; group <= table_.group_count; ++group) {
      residual_ = sample_.groups[group - 1].cov.diagonal();
      for (const std::string& latent : table_.latent) factor(latent, group);
      for (std::size_t r = 0; r < table_.rows.size(); ++r)
        if (table_.rows[r].group == group) values_[r] = value_of(table_.rows[r], values_[r]);
    }
    return values_;
  }

 private:
  void factor(const std::string& latent, std::size_t group) {
    std::vector<std::size_t> rows;
    std::vector<Index> items;
    double marker = no_value;
    std::size_t marker_at = 0;
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      const Parameter& row = table_.rows[r];
      if (row.group != group || row.op != Op::measured_by || row.lhs != latent) continue;
      const auto found = position_.find(row.rhs);
      if (found == position_.end()) {  // a factor of factors
        values_[r] = 1;
        continue;
      }
      if (std::isnan(marker) && row.free == 0 && row.ustart != 0) {
        marker = row.ustart;
        marker_at = rows.size();
      }
      rows.push_back(r);
      items.push_back(found->second);
    }
    variance_[latent] = 1;
    if (rows.empty()) return;
    std::swap(rows[0], rows[marker_at]);
    std::swap(items[0], items[marker_at]);
    const MatrixXd cov = sample_.groups[group - 1].cov(items, items);
    VectorXd loadings = fabin3(cov);
    double variance = factor_variance(cov, loadings);
    if (std::isnan(marker)) {  // the latent variance sets the scale
      loadings *= std::sqrt(variance);
      variance = 1;
    } else {
      loadings *= marker;
      variance /= marker * marker;
    }
    variance_[latent] = variance;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto at = static_cast<Index>(i);
      values_[rows[i]] = loadings(at);
      residual_(items[i]) -= loadings(at) * loadings(at) * variance;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto at = static_cast<Index>(i);
      double& left = residual_(items[i]);
      left = std::clamp(left, 0.1 * cov(at, at), cov(at, at));
    }
  }

  double value_of(const Parameter& row, double found) const {
    if (!std::isnan(row.ustart) && !(row.exo && row.free == 0)) return row.ustart;
    const GroupSample& own = sample_.groups[row.group - 1];
    if (const auto x = covariate_.find(row.lhs); x != covariate_.end()) {
      return row.op == Op::intercept ? own.covariate_mean(x->second)
                                     : own.covariate_cov(x->second, covariate_.at(row.rhs));
    }
    const auto lhs = position_.find(row.lhs);
    const auto rhs = position_.find(row.rhs);
    const bool observed = lhs != position_.end();
    switch (row.op) {
      case Op::measured_by:
        return found;
      case Op::covaries_with:
        if (row.lhs == row.rhs) return observed ? residual_(lhs->second) : variance_.at(row.lhs);
        if (row.exo && observed && rhs != position_.end()) return own.cov(lhs->second, rhs->second);
        return 0;
      case Op::intercept:
        return observed ? own.mean(lhs->second) : 0;
      case Op::threshold:
        return own.thresholds[static_cast<std::size_t>(lhs->second)](std::stol(row.rhs.substr(1)) - 1);
      case Op::scale:
        return 1;
      default:
        return 0;
    }
  }

  const ParameterTable& table_;
  const Sample& sample_;
  std::vector<double> values_;
  std::map<std::string, Index> position_;
  std::map<std::string, Index> covariate_;  // given ones
  VectorXd residual_;                       // of the observed variables, in the group at hand
  std::map<std::string, double> variance_;  // of the latent variables
};

}  // namespace

std::vector<double> start_values(const ParameterTable& table, const Sample& sample) {
  return Starter(table, sample).run();
}

}  // namespace rapport::stats::sem
