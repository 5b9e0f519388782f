#include "stats/sem/sample/gamma.hpp"

#include <algorithm>

#include "stats/sem/sample/cross_products.hpp"

namespace rapport::stats::sem {
namespace {
/// The other tests are had from the respondents' scores, or from draws.
bool uses_gamma(TestStatistic test) {
  return test == TestStatistic::satorra_bentler || test == TestStatistic::mean_var_adjusted ||
         test == TestStatistic::scaled_shifted || test == TestStatistic::yuan_bentler;
}

/// What the discrepancy alone asks for.
GammaPart weights_of(const Settings& settings) {
  if (settings.discrepancy == Discrepancy::wls) return GammaPart::full;
  return settings.discrepancy == Discrepancy::dwls ? GammaPart::diagonal : GammaPart::none;
}
}  // namespace

GammaPart gamma_part_of(const Settings& settings) {
  if (settings.full_information()) return GammaPart::none;
  const bool tests_nothing = std::all_of(settings.tests.begin(), settings.tests.end(),
                                         [](TestStatistic test) { return test == TestStatistic::none; });
  if (settings.se == StandardErrors::none && tests_nothing) return weights_of(settings);
  const bool robust = settings.se == StandardErrors::robust_sem ||
                      std::any_of(settings.tests.begin(), settings.tests.end(), uses_gamma);
  if (robust || settings.categorical || weights_of(settings) != GammaPart::none) return GammaPart::full;
  return GammaPart::none;
}

GammaSum::GammaSum(Eigen::Index statistics, GammaPart part)
    : part_(part), sum_(Eigen::MatrixXd::Zero(statistics, statistics)) {}

void GammaSum::add(const Eigen::MatrixXd& influence) {
  if (part_ == GammaPart::diagonal) {
    sum_.diagonal() += influence.colwise().squaredNorm().transpose();
  } else if (part_ == GammaPart::full) {
    add_cross_products(influence, sum_);
  }
}

Eigen::MatrixXd GammaSum::divided_by(double n) const {
  Eigen::MatrixXd gamma = sum_.selfadjointView<Eigen::Lower>();
  return gamma / n;
}

Eigen::MatrixXd gamma_from(const Eigen::MatrixXd& influence, GammaPart part) {
  GammaSum sum(influence.cols(), part);
  sum.add(influence);
  return sum.divided_by(static_cast<double>(influence.rows()));
}

}  // namespace rapport::stats::sem
