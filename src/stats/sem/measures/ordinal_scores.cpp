#include "stats/sem/measures/ordinal_scores.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "stats/sem/sample/ordinal/normal.hpp"

namespace rapport::stats::sem {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double furthest = 50;             // beyond this a maximum is taken to be infinite
constexpr double least_information = 1e-3;  // of a factor: less, and it is

double density(double z) {
  return std::isinf(z) ? 0 : std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

/// log P of an answer and its first two derivatives by the linear predictor, in units of sd.
struct Term {
  double value = 0;
  double slope = 0;
  double curvature = 0;  // ≤ 0
};

Term term_of(const ItemGivenFactors& item, double answer, double predictor) {
  if (item.thresholds.size() == 0) {
    const double z = (answer - predictor) / item.sd;
    return {-z * z / 2, z / item.sd, -1 / (item.sd * item.sd)};
  }
  const auto category = static_cast<Index>(answer);  // from 1
  const Index count = item.thresholds.size();
  const double lower = category <= 1 ? -infinite : (item.thresholds[category - 2] - predictor) / item.sd;
  const double upper = category > count ? infinite : (item.thresholds[category - 1] - predictor) / item.sd;
  const double probability = normal_between(lower, upper, 1e-300);
  const double slope = (density(lower) - density(upper)) / probability;
  const double low_part = std::isinf(lower) ? 0 : lower * density(lower);
  const double high_part = std::isinf(upper) ? 0 : upper * density(upper);
  const double curvature = (low_part - high_part) / probability - slope * slope;
  return {std::log(probability), slope / item.sd, curvature / (item.sd * item.sd)};
}

struct Sum {
  double value = 0;
  VectorXd gradient;
  MatrixXd information;
};

Sum sum_at(const std::vector<ItemGivenFactors>& items, const Prior& prior, const VectorXd& answers,
           const VectorXd& eta) {
  const Index m = eta.size();
  Sum sum{0, VectorXd::Zero(m), MatrixXd::Zero(m, m)};
  if (prior.precision.size() > 0) {
    const VectorXd distance = eta - prior.mean, pull = prior.precision * distance;
    sum.value = -distance.dot(pull) / 2;
    sum.gradient = -pull;
    sum.information = prior.precision;
  }
  for (const ItemGivenFactors& item : items) {
    const double answer = answers[item.variable];
    if (std::isnan(answer)) continue;
    const Term term = term_of(item, answer, item.intercept + item.loading.dot(eta));
    sum.value += term.value;
    sum.gradient += term.slope * item.loading;
    sum.information -= term.curvature * item.loading * item.loading.transpose();
  }
  return sum;
}

}  // namespace

VectorXd likeliest_factors(const std::vector<ItemGivenFactors>& items, const Prior& prior, const VectorXd& answers) {
  VectorXd eta = prior.mean;
  Sum sum = sum_at(items, prior, answers, eta);
  for (int iteration = 0; iteration < 200; ++iteration) {
    const VectorXd step = sum.information.completeOrthogonalDecomposition().solve(sum.gradient);
    if (step.cwiseAbs().maxCoeff() < 1e-10 || eta.cwiseAbs().maxCoeff() > furthest) break;
    double length = std::min(1.0, 5 / step.cwiseAbs().maxCoeff());
    Sum next = sum_at(items, prior, answers, eta + length * step);
    while (!(next.value >= sum.value) && length > 1e-6) {
      length /= 2;
      next = sum_at(items, prior, answers, eta + length * step);
    }
    if (!(next.value >= sum.value)) break;  // no better point: rounding decides
    eta += length * step;
    sum = std::move(next);
  }
  // Far out the likelihood is flat: what the answers tell of such a factor is only that it is extreme.
  const MatrixXd spread = sum.information.completeOrthogonalDecomposition().pseudoInverse();
  for (Index k = 0; k < eta.size(); ++k) {
    if (!(sum.information(k, k) > least_information) || spread(k, k) > 1 / least_information) {
      eta[k] = std::numeric_limits<double>::quiet_NaN();
    }
  }
  return eta;
}

}  // namespace rapport::stats::sem
