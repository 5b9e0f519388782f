#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <cmath>

#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/ordinal/margin.hpp"
#include "stats/sem/sample/ordinal/normal.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double steepest = 30;  // slope per standard deviation of a covariate: beyond it, every answer is certain

/// Covariates in units in which sums of their products keep their digits.
struct Standardized {
  VectorXd center;
  VectorXd unit;
  MatrixXd x;  // n × q

  explicit Standardized(const MatrixXd& covariates)
      : center(covariates.colwise().mean().transpose()), x(covariates.rowwise() - center.transpose()) {
    unit = (x.colwise().squaredNorm().transpose() / static_cast<double>(x.rows())).cwiseSqrt();
    x = x * unit.cwiseInverse().asDiagonal();
  }
};

/// The log-likelihood of one answer by the limits of its category, and its derivatives.
struct Term {
  double value = 0;
  double lower = 0;  // ∂/∂lower
  double upper = 0;
  double lower2 = 0;  // ∂²/∂lower²
  double upper2 = 0;
  double both = 0;  // ∂²/∂lower∂upper
};
Term term_at(double lower, double upper) {
  const double p = normal_between(lower, upper);
  Term term{.value = std::log(p), .lower = -normal_density(lower) / p, .upper = normal_density(upper) / p};
  term.lower2 = (std::isinf(lower) ? 0 : -lower * term.lower) - term.lower * term.lower;
  term.upper2 = (std::isinf(upper) ? 0 : -upper * term.upper) - term.upper * term.upper;
  term.both = -term.lower * term.upper;
  return term;
}

/// Ordered probit regression at one point: thresholds, then slopes.
class OrderedProbit {
 public:
  OrderedProbit(const std::vector<int>& categories, Index thresholds, const MatrixXd& x)
      : categories_(categories), thresholds_(thresholds), x_(x) {}

  double value(const VectorXd& at) const {
    for (Index t = 1; t < thresholds_; ++t)
      if (!(at(t) > at(t - 1))) return -INFINITY;
    double sum = 0;
    for (Index k = 0; k < x_.rows(); ++k)
      if (categories_[static_cast<std::size_t>(k)] > 0) sum += term(k, at).value;
    return sum;
  }

  /// Slopes of each respondent's log-likelihood, n × parameters, and the Hessian of their sum.
  void differentiate(const VectorXd& at, MatrixXd& scores, MatrixXd& hessian) const {
    const Index count = at.size();
    scores.setZero(x_.rows(), count);
    hessian.setZero(count, count);
    VectorXd by_lower(count), by_upper(count);
    for (Index k = 0; k < x_.rows(); ++k) {
      const int category = categories_[static_cast<std::size_t>(k)];
      if (category == 0) continue;
      const Term own = term(k, at);
      by_lower.setZero();
      by_upper.setZero();
      if (category > 1) by_lower(category - 2) = 1;
      if (category <= thresholds_) by_upper(category - 1) = 1;
      by_lower.tail(x_.cols()) = by_upper.tail(x_.cols()) = -x_.row(k).transpose();
      scores.row(k) = (own.lower * by_lower + own.upper * by_upper).transpose();
      const VectorXd to_lower = own.lower2 * by_lower + own.both * by_upper;
      const VectorXd to_upper = own.both * by_lower + own.upper2 * by_upper;
      hessian.noalias() += by_lower * to_lower.transpose() + by_upper * to_upper.transpose();
    }
  }

 private:
  Term term(Index respondent, const VectorXd& at) const {
    const int category = categories_[static_cast<std::size_t>(respondent)];
    const double shift = x_.row(respondent).dot(at.tail(x_.cols()));
    return term_at(category > 1 ? at(category - 2) - shift : -INFINITY,
                   category <= thresholds_ ? at(category - 1) - shift : INFINITY);
  }

  const std::vector<int>& categories_;
  Index thresholds_;
  const MatrixXd& x_;
};

[[noreturn]] void refuse_separation(const std::string& name) {
  throw NotEstimable("separation",
                     fmt::format("The covariates tell the categories of {} apart without error, so that their slopes "
                                 "would be infinite. Merge categories of {}, or leave a covariate out.",
                                 name, name));
}

/// Newton's method; the log-likelihood is concave.
VectorXd maximize(const OrderedProbit& likelihood, VectorXd at, Index slopes, const std::string& name) {
  MatrixXd scores, hessian;
  double value = likelihood.value(at);
  for (int step = 0; step < 100; ++step) {
    likelihood.differentiate(at, scores, hessian);
    const VectorXd gradient = scores.colwise().sum().transpose();
    const Eigen::LLT<MatrixXd> factor(-hessian);
    if (factor.info() != Eigen::Success) refuse_separation(name);
    const VectorXd full = factor.solve(gradient);
    // Steps square: the next one would be nothing, and differences of the likelihood are rounding already.
    if (full.cwiseAbs().maxCoeff() < 1e-7) return at + full;
    double length = 1;
    double next = likelihood.value(at + full);
    while (!(next >= value) && length > 1e-10) {
      length /= 2;
      next = likelihood.value(at + length * full);
    }
    if (!(next >= value)) return at;  // rounding decides
    at += length * full;
    value = next;
    if (at.tail(slopes).cwiseAbs().maxCoeff() > steepest) refuse_separation(name);
  }
  refuse_separation(name);
}

/// (Σ s s'/n)⁻¹ s of each row s.
MatrixXd influence_of(const MatrixXd& scores) {
  const MatrixXd products = scores.transpose() * scores / static_cast<double>(scores.rows());
  return products.llt().solve(scores.transpose()).transpose();
}

/// slopes'x of every respondent, and the slopes in the covariates' own units.
void set_slopes(Margin& margin, const VectorXd& slopes, const Standardized& standardized, const MatrixXd& covariates) {
  margin.slopes = slopes.cwiseQuotient(standardized.unit);
  margin.shift = covariates * margin.slopes;
}

/// Influence on the slopes, and on what the center of the covariates moves: thresholds (sign 1) or a mean (-1).
void to_own_units(MatrixXd& influence, const Standardized& standardized, Index moved, double sign) {
  const Index q = standardized.unit.size();
  influence.rightCols(q) = influence.rightCols(q) * standardized.unit.cwiseInverse().asDiagonal();
  const VectorXd shift = sign * (influence.rightCols(q) * standardized.center);
  influence.leftCols(moved).colwise() += shift;
}
}  // namespace

Margin ordinal_margin(const VectorXd& categories, Index level_count, const MatrixXd& covariates,
                      const std::string& name) {
  Margin margin = ordinal_margin(categories, level_count);
  if (covariates.cols() == 0) return margin;
  const Standardized standardized(covariates);
  const Index thresholds = margin.tau.size();
  const OrderedProbit likelihood(margin.categories, thresholds, standardized.x);
  VectorXd start = VectorXd::Zero(thresholds + covariates.cols());
  start.head(thresholds) = margin.tau;
  const VectorXd at = maximize(likelihood, start, covariates.cols(), name);
  set_slopes(margin, at.tail(covariates.cols()), standardized, covariates);
  margin.tau = at.head(thresholds).array() + margin.slopes.dot(standardized.center);
  MatrixXd scores, hessian;
  likelihood.differentiate(at, scores, hessian);
  margin.influence = influence_of(scores);
  to_own_units(margin.influence, standardized, thresholds, 1);
  return margin;
}

Margin continuous_margin(const VectorXd& answers, const MatrixXd& covariates, const std::string& name) {
  Margin margin = continuous_margin(answers);
  const Index q = covariates.cols();
  if (q == 0) return margin;
  const Standardized standardized(covariates);
  MatrixXd products = MatrixXd::Zero(q + 1, q + 1);
  VectorXd with_answer = VectorXd::Zero(q + 1);
  VectorXd design(q + 1);
  for (Index k = 0; k < answers.size(); ++k) {
    if (std::isnan(answers(k))) continue;
    design << 1, standardized.x.row(k).transpose();
    products.noalias() += design * design.transpose();
    with_answer += (answers(k) - margin.mean) * design;
  }
  const VectorXd fitted = products.ldlt().solve(with_answer);
  const double before = margin.variance;
  const VectorXd residuals =
      ((answers.array() - margin.mean - fitted(0)).matrix() - standardized.x * fitted.tail(q)).eval();
  double squares = 0;
  for (const double residual : residuals)
    if (!std::isnan(residual)) squares += residual * residual;
  margin.variance = squares / static_cast<double>(margin.respondents);
  if (!(margin.variance > 1e-10 * before)) {
    throw NotEstimable("constant_item", fmt::format("{} is a linear combination of the covariates: nothing of it is "
                                                    "left to explain. Leave one of them out of the model.",
                                                    name));
  }
  margin.z = residuals / margin.scale();
  set_slopes(margin, fitted.tail(q), standardized, covariates);
  margin.mean += fitted(0) - margin.slopes.dot(standardized.center);
  MatrixXd scores = MatrixXd::Zero(answers.size(), 2 + q);
  for (Index k = 0; k < answers.size(); ++k) {
    if (std::isnan(margin.z(k))) continue;
    scores(k, 0) = margin.z(k) / margin.scale();
    scores(k, 1) = (margin.z(k) * margin.z(k) - 1) / (2 * margin.variance);
    scores.row(k).tail(q) = scores(k, 0) * standardized.x.row(k);
  }
  margin.influence = influence_of(scores);
  to_own_units(margin.influence, standardized, 1, -1);
  return margin;
}

}  // namespace rapport::stats::sem
