#include "stats/sem/sample/gamma.hpp"

#include <algorithm>

namespace rapport::stats::sem {
namespace {
bool is_plain(TestStatistic test) {
  return test == TestStatistic::none || test == TestStatistic::standard;
}

/// What the discrepancy alone asks for.
GammaPart weights_of(const Settings& settings) {
  if (settings.discrepancy == Discrepancy::wls) return GammaPart::full;
  return settings.discrepancy == Discrepancy::dwls ? GammaPart::diagonal : GammaPart::none;
}
}  // namespace

GammaPart gamma_part_of(const Settings& settings) {
  if (settings.missing == Missing::ml || settings.missing == Missing::ml_x) return GammaPart::none;
  const bool tests_nothing = std::all_of(settings.tests.begin(), settings.tests.end(),
                                         [](TestStatistic test) { return test == TestStatistic::none; });
  if (settings.se == StandardErrors::none && tests_nothing) return weights_of(settings);
  const bool robust = settings.se == StandardErrors::robust_sem ||
                      std::any_of(settings.tests.begin(), settings.tests.end(), [](TestStatistic test) {
                        return !is_plain(test) && test != TestStatistic::bollen_stine;
                      });
  if (robust || settings.categorical || weights_of(settings) != GammaPart::none) return GammaPart::full;
  return GammaPart::none;
}

Eigen::MatrixXd gamma_from(const Eigen::MatrixXd& influence, GammaPart part) {
  const auto n = static_cast<double>(influence.rows());
  Eigen::MatrixXd gamma = Eigen::MatrixXd::Zero(influence.cols(), influence.cols());
  if (part == GammaPart::diagonal) {
    gamma.diagonal() = influence.colwise().squaredNorm().transpose() / n;
  } else if (part == GammaPart::full) {
    gamma.selfadjointView<Eigen::Lower>().rankUpdate(influence.transpose(), 1 / n);
    gamma.triangularView<Eigen::StrictlyUpper>() = gamma.transpose();
  }
  return gamma;
}

}  // namespace rapport::stats::sem
