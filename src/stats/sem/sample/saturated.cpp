#include "stats/sem/sample/saturated.hpp"

#include <Eigen/Cholesky>
#include <Eigen/QR>
#include <cmath>
#include <deque>
#include <limits>
#include <numbers>
#include <optional>

#include "stats/sem/sample/continuous.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double close_enough = 1e-12;  // in standard deviations
constexpr int step_limit = 5000;
constexpr std::size_t memory = 8;  // steps that mixing looks back on

/// A point (means and covariances as one vector) after one EM step, and the likelihood before it.
struct Step {
  VectorXd to = {};
  double loglik = 0;
};

/// EM steps for variables that were brought to mean 0 and variance 1, so that one tolerance fits all of them.
class Steps {
 public:
  Steps(const std::vector<Pattern>& patterns, Index p) : p_(p), center_(VectorXd::Zero(p)), scale_(VectorXd::Zero(p)) {
    VectorXd counts = VectorXd::Zero(p);
    VectorXd squares = VectorXd::Zero(p);
    for (const Pattern& pattern : patterns) {
      counts(pattern.observed).array() += static_cast<double>(pattern.n);
      center_(pattern.observed) += static_cast<double>(pattern.n) * pattern.mean;
      n_ += static_cast<double>(pattern.n);
    }
    center_.array() /= counts.array();
    for (const Pattern& pattern : patterns) {
      const VectorXd away = pattern.mean - center_(pattern.observed);
      squares(pattern.observed) += static_cast<double>(pattern.n) * (pattern.cov.diagonal() + away.cwiseAbs2());
    }
    scale_ = (squares.array() / counts.array()).sqrt();
    for (const Pattern& pattern : patterns) parts_.push_back(part_of(pattern));
  }

  VectorXd start() const { return packed(VectorXd::Zero(p_), MatrixXd::Identity(p_, p_)); }

  /// Nothing if the covariance matrix at the point is not positive definite.
  std::optional<Step> from(const VectorXd& point) const {
    const VectorXd mean = point.head(p_);
    const MatrixXd cov = cov_in(point);
    VectorXd away = VectorXd::Zero(p_);         // Σ E(y - mean)
    MatrixXd squares = MatrixXd::Zero(p_, p_);  // Σ E(y - mean)(y - mean)'
    Step step;
    for (const Part& part : parts_) {
      const VectorXd shift = part.mean - mean(part.observed);
      const MatrixXd product = part.n * (part.cov + shift * shift.transpose());
      const Eigen::LLT<MatrixXd> cholesky(cov(part.observed, part.observed));
      const VectorXd pivots = cholesky.matrixLLT().diagonal();
      if (cholesky.info() != Eigen::Success || !(pivots.minCoeff() > 1e-8)) return std::nullopt;
      step.loglik -= part.constant + part.n * pivots.array().log().sum() + cholesky.solve(product).trace() / 2;
      away(part.observed) += part.n * shift;
      squares(part.observed, part.observed) += product;
      if (part.gaps.empty()) continue;
      const MatrixXd beside = cov(part.observed, part.gaps);
      const MatrixXd weights = cholesky.solve(beside);  // regression of the gaps on the answers
      const MatrixXd across = product * weights;
      away(part.gaps) += part.n * weights.transpose() * shift;
      squares(part.observed, part.gaps) += across;
      squares(part.gaps, part.observed) += across.transpose();
      squares(part.gaps, part.gaps) +=
          weights.transpose() * across + part.n * (cov(part.gaps, part.gaps) - beside.transpose() * weights);
    }
    away /= n_;
    step.to = packed(mean + away, squares / n_ - away * away.transpose());
    return step;
  }

  Saturated result(const VectorXd& point, double loglik, int iterations, bool converged) const {
    return {.mean = center_ + scale_.cwiseProduct(point.head(p_)),
            .cov = scale_.asDiagonal() * cov_in(point) * scale_.asDiagonal(),
            .loglik = loglik,
            .iterations = iterations,
            .converged = converged};
  }

 private:
  struct Part {
    std::vector<Index> observed = {};
    std::vector<Index> gaps = {};
    double n = 0;
    VectorXd mean = {};
    MatrixXd cov = {};
    double constant = 0;  // of -2 loglik / 2: what does not depend on the point
  };

  Part part_of(const Pattern& pattern) const {
    Part part{.observed = pattern.observed, .n = static_cast<double>(pattern.n)};
    std::vector<bool> has(static_cast<std::size_t>(p_));
    for (const Index i : pattern.observed) has[static_cast<std::size_t>(i)] = true;
    for (Index i = 0; i < p_; ++i) {
      if (!has[static_cast<std::size_t>(i)]) part.gaps.push_back(i);
    }
    const VectorXd scale = scale_(pattern.observed);
    const VectorXd inverse = scale.cwiseInverse();
    part.mean = (pattern.mean - center_(pattern.observed)).cwiseProduct(inverse);
    part.cov = inverse.asDiagonal() * pattern.cov * inverse.asDiagonal();
    part.constant = part.n * (static_cast<double>(pattern.observed.size()) * std::log(2 * std::numbers::pi) / 2 +
                              scale.array().log().sum());
    return part;
  }

  VectorXd packed(const VectorXd& mean, const MatrixXd& cov) const {
    const VectorXd lower = vech(cov);
    VectorXd point(p_ + lower.size());
    point << mean, lower;
    return point;
  }

  MatrixXd cov_in(const VectorXd& point) const {
    MatrixXd cov(p_, p_);
    Index at = p_;
    for (Index j = 0; j < p_; ++j) {
      for (Index i = j; i < p_; ++i) cov(i, j) = cov(j, i) = point(at++);
    }
    return cov;
  }

  Index p_;
  double n_ = 0;
  VectorXd center_;
  VectorXd scale_;
  std::vector<Part> parts_ = {};
};

/// Anderson mixing: where the last steps, extrapolated linearly, would stand still.
class Mixing {
 public:
  VectorXd next(const VectorXd& from, const VectorXd& to) {
    const VectorXd change = to - from;
    if (last_to_.size() > 0) {
      changes_.push_back(change - last_change_);
      tos_.push_back(to - last_to_);
      if (changes_.size() > memory) {
        changes_.pop_front();
        tos_.pop_front();
      }
    }
    last_change_ = change;
    last_to_ = to;
    if (changes_.empty()) return to;
    MatrixXd differences(change.size(), static_cast<Index>(changes_.size()));
    for (std::size_t k = 0; k < changes_.size(); ++k) differences.col(static_cast<Index>(k)) = changes_[k];
    const VectorXd weights = differences.colPivHouseholderQr().solve(change);
    VectorXd mixed = to;
    for (std::size_t k = 0; k < tos_.size(); ++k) mixed -= weights(static_cast<Index>(k)) * tos_[k];
    return mixed;
  }
  void forget() { *this = {}; }

 private:
  std::deque<VectorXd> changes_ = {};
  std::deque<VectorXd> tos_ = {};
  VectorXd last_change_ = {};
  VectorXd last_to_ = {};
};
}  // namespace

Saturated saturated_of(const std::vector<Pattern>& patterns, Index p, const Interrupt& interrupt) {
  const Steps steps(patterns, p);
  Mixing mixing;
  VectorXd point = steps.start();
  VectorXd plain = point;  // where the last good EM step led
  double best = -std::numeric_limits<double>::infinity();
  for (int iteration = 1; iteration <= step_limit; ++iteration) {
    interrupt.check();
    std::optional<Step> step = steps.from(point);
    if (!step || step->loglik < best - 1e-10 * std::abs(best)) {
      mixing.forget();
      point = plain;
      step = steps.from(point);
      if (!step) return steps.result(point, best, iteration, false);
    }
    best = step->loglik;
    plain = step->to;
    if ((plain - point).cwiseAbs().maxCoeff() < close_enough) return steps.result(plain, best, iteration, true);
    point = mixing.next(point, plain);
  }
  return steps.result(plain, best, step_limit, false);
}

}  // namespace rapport::stats::sem
