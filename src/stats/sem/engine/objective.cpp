#include "stats/sem/engine/objective.hpp"

#include <Eigen/Cholesky>
#include <Eigen/SparseCore>
#include <cmath>
#include <numbers>

#include "stats/sem/estimate.hpp"

namespace rapport::stats::sem {
namespace {

/// -2 × the saturated log-likelihood / n, less the constant p log 2π of each pattern, so that F becomes 0 for it.
double fiml_constant(const GroupSample& group) {
  double cells = 0;
  for (const Pattern& pattern : group.patterns)
    cells += static_cast<double>(pattern.n) * static_cast<double>(pattern.observed.size());
  return (-2 * group.saturated_loglik - cells * std::log(2 * std::numbers::pi)) / static_cast<double>(group.n);
}

/// The inverse of a covariance matrix, by way of the correlations: whether there is one must not depend on units.
MatrixXd inverse_of(const MatrixXd& matrix, const char* what) {
  const VectorXd scale = matrix.diagonal().cwiseSqrt().cwiseInverse();
  const Eigen::LDLT<MatrixXd> factor(scale.asDiagonal() * matrix * scale.asDiagonal());
  if (!scale.allFinite() || factor.info() != Eigen::Success || !factor.isPositive() || factor.rcond() < 1e-14)
    throw NotEstimable("singular_weight",
                       std::string("The ") + what +
                           " cannot be inverted: there are too few respondents for this estimator, or "
                           "items depend on each other. Use DWLS, ULS or ML, or fewer items.");
  return scale.asDiagonal() * factor.solve(MatrixXd(scale.asDiagonal()));
}

/// Γ⁻¹. Statistics without variance, moments of fixed covariates, are reproduced as they are and get no weight.
MatrixXd weight_of(const MatrixXd& gamma) {
  std::vector<Index> moving;
  for (Index i = 0; i < gamma.rows(); ++i)
    if (gamma(i, i) > 0) moving.push_back(i);
  MatrixXd weight = MatrixXd::Zero(gamma.rows(), gamma.cols());
  weight(moving, moving) = inverse_of(gamma(moving, moving), "weight matrix of WLS");
  return weight;
}

}  // namespace

MatrixXd normal_weight(const MatrixXd& v, bool has_means) {
  const Index p = v.rows();
  const Index first = has_means ? p : 0;
  MatrixXd w = MatrixXd::Zero(first + p * (p + 1) / 2, first + p * (p + 1) / 2);
  if (has_means) w.topLeftCorner(p, p) = v;
  Index column = first;
  for (Index j = 0; j < p; ++j) {
    for (Index i = j; i < p; ++i, ++column) {
      Index row = first;
      for (Index l = 0; l < p; ++l) {
        for (Index k = l; k < p; ++k, ++row) {
          const double both = v(i, k) * v(j, l) + v(i, l) * v(j, k);
          const double scale = (i == j ? 0.5 : 1) * (k == l ? 0.5 : 1);
          w(row, column) = scale * both;
        }
      }
    }
  }
  return w;
}

Objective::Objective(const Structure& structure, const Sample& sample, const Settings& settings)
    : structure_(structure), sample_(sample), settings_(settings) {
  const bool wishart = settings.likelihood == Likelihood::wishart && settings.discrepancy == Discrepancy::ml;
  const bool least_squares = settings.discrepancy != Discrepancy::ml;
  for (const GroupSample& group : sample.groups) {
    const auto n = static_cast<double>(group.n);
    weights_.push_back(n - (wishart || least_squares ? 1 : 0));
    multiplier_ += n - (wishart ? 1 : 0);
    if (settings.discrepancy == Discrepancy::ml) {
      is_fiml_ = !group.patterns.empty();
      if (is_fiml_) {
        saturated_.push_back(fiml_constant(group));
        continue;
      }
      const Eigen::LLT<MatrixXd> factor(group.cov);
      saturated_.push_back(2 * factor.matrixLLT().diagonal().array().log().sum() +
                           static_cast<double>(group.cov.rows()));
    } else if (settings.discrepancy == Discrepancy::gls) {
      inverse_.push_back(inverse_of(group.cov, "sample covariance matrix"));
    } else if (settings.discrepancy == Discrepancy::wls) {
      full_weight_.push_back(weight_of(group.gamma));
    } else if (settings.discrepancy == Discrepancy::dwls) {
      diagonal_.push_back(group.gamma.diagonal().unaryExpr([](double g) { return g > 0 ? 1 / g : 0; }));
    } else {
      diagonal_.push_back(VectorXd::Ones(group.statistics.size()));
    }
  }
  for (double& weight : weights_) weight /= multiplier_;
}

bool Objective::evaluate(const VectorXd& x, Curvature curvature, Sums& sums) const {
  settings_.interrupt.check();
  sums.value = 0;
  sums.gradient.setZero();
  sums.hessian.setZero();
  for (std::size_t group = 0; group < sample_.groups.size(); ++group)
    if (!add_group(group, x, curvature, sums)) return false;
  return std::isfinite(sums.value);
}

double Objective::group_value(std::size_t group, const VectorXd& x) const {
  Sums sums(structure_.free_count);
  return add_group(group, x, Curvature::none, sums) ? sums.value / weights_[group] : NAN;
}

bool Objective::add_group(std::size_t group, const VectorXd& x, Curvature curvature, Sums& sums) const {
  if (settings_.discrepancy != Discrepancy::ml && settings_.discrepancy != Discrepancy::gls) {
    add_least_squares(group, x, curvature, sums);
    return true;
  }
  const Basis basis = basis_at(structure_, group, matrices_at(structure_, group, x));
  if (settings_.discrepancy == Discrepancy::ml) return add_ml(group, basis, curvature, sums);
  const GroupSample& own = sample_.groups[group];
  add_gls(basis, structure_.has_means, own.mean, own.cov, inverse_[group], weights_[group], curvature, sums);
  return true;
}

bool Objective::add_ml(std::size_t group, const Basis& basis, Curvature curvature, Sums& sums) const {
  const GroupSample& own = sample_.groups[group];
  SecondOrder second(basis.cov.rows());
  sums.value -= weights_[group] * saturated_[group];
  if (!is_fiml_) {
    if (!add_likelihood(basis, structure_.has_means, {own.mean, own.cov}, weights_[group], curvature, sums, &second))
      return false;
  } else {
    for (const Pattern& pattern : own.patterns) {
      settings_.interrupt.check();
      const double share = weights_[group] * static_cast<double>(pattern.n) / static_cast<double>(own.n);
      if (!add_likelihood(basis, true, {pattern.mean, pattern.cov, &pattern.observed}, share, curvature, sums, &second))
        return false;
    }
  }
  if (curvature == Curvature::observed) add_second_order(structure_, group, basis, second, sums);
  return true;
}

void Objective::add_least_squares(std::size_t group, const VectorXd& x, Curvature curvature, Sums& sums) const {
  const Implied implied = implied_by(structure_, matrices_at(structure_, group, x));
  const VectorXd residual = sample_.groups[group].statistics - implied_statistics(structure_, implied);
  const double weight = weights_[group];
  const bool full = settings_.discrepancy == Discrepancy::wls;
  const VectorXd weighted =
      full ? VectorXd(full_weight_[group] * residual) : VectorXd(diagonal_[group].cwiseProduct(residual));
  sums.value += weight * residual.dot(weighted);
  if (curvature == Curvature::none) return;
  const MatrixXd jacobian = jacobian_at(structure_, group, x);
  sums.gradient.noalias() -= 2 * weight * (jacobian.transpose() * weighted);
  if (curvature == Curvature::gradient) return;
  if (full) {
    sums.hessian.noalias() += 2 * weight * (jacobian.transpose() * (full_weight_[group] * jacobian));
    return;
  }
  // Few parameters move any one statistic: most of the Jacobian is 0.
  const Eigen::SparseMatrix<double> sparse = jacobian.sparseView();
  const Eigen::SparseMatrix<double> product = sparse.transpose() * (diagonal_[group].asDiagonal() * sparse).eval();
  sums.hessian += 2 * weight * product;
}

MatrixXd Objective::weight_matrix(std::size_t group, const Implied& implied, bool structured) const {
  const GroupSample& own = sample_.groups[group];
  const auto inverse = [](const MatrixXd& cov) {
    return MatrixXd(cov.ldlt().solve(MatrixXd::Identity(cov.rows(), cov.cols())));
  };
  switch (settings_.discrepancy) {
    case Discrepancy::ml:
      return normal_weight(inverse(structured ? implied.cov : own.cov), structure_.has_means);
    case Discrepancy::gls:
      return normal_weight(inverse_[group], structure_.has_means);
    case Discrepancy::wls:
      return full_weight_[group];
    default:
      return diagonal_[group].asDiagonal();
  }
}

MatrixXd Objective::weigh(std::size_t group, const MatrixXd& w, const MatrixXd& columns) const {
  if (has_diagonal_weights()) return diagonal_[group].asDiagonal() * columns;
  return w * columns;
}

double Objective::weighted_trace(std::size_t group, const MatrixXd& w, const MatrixXd& gamma) const {
  if (has_diagonal_weights()) return diagonal_[group].dot(gamma.diagonal());
  return w.cwiseProduct(gamma).sum();
}

double Objective::weighted_square_trace(std::size_t group, const MatrixXd& w, const MatrixXd& gamma) const {
  if (!has_diagonal_weights()) {
    const MatrixXd product = w * gamma;
    return product.cwiseProduct(product.transpose()).sum();
  }
  const VectorXd& weights = diagonal_[group];
  double trace = 0;
  for (Index j = 0; j < gamma.cols(); ++j) trace += weights(j) * weights.dot(gamma.col(j).cwiseAbs2());
  return trace;
}

}  // namespace rapport::stats::sem
