#include "stats/sem/measures/residual_indices.hpp"

#include <cmath>
#include <limits>

namespace rapport::stats::sem {
namespace {

/// The root mean squares of one group's residuals, with and without what is in `location`.
struct Roots {
  double all = 0;
  double covariances = 0;
};
Roots roots(double location, Index location_count, double covariances, Index covariance_count) {
  return {.all = std::sqrt((location + covariances) / static_cast<double>(location_count + covariance_count)),
          .covariances = std::sqrt(covariances / static_cast<double>(covariance_count))};
}

ResidualIndices of_group(const GroupSample& group, const Implied& implied, bool has_means, bool categorical) {
  const Index p = group.cov.rows();
  const VectorXd sd = group.cov.diagonal().cwiseSqrt(), implied_sd = implied.cov.diagonal().cwiseSqrt();
  double raw = 0, bentler = 0, correlation = 0, mplus = 0;
  for (Index j = 0; j < p; ++j) {
    for (Index i = j; i < p; ++i) {
      const double residual = group.cov(i, j) - implied.cov(i, j);
      const double scaled = residual / (sd[i] * sd[j]);
      raw += residual * residual;
      bentler += scaled * scaled;
      if (i == j) {
        mplus += scaled * scaled;
      } else {
        const double of_correlation =
            group.cov(i, j) / (sd[i] * sd[j]) - implied.cov(i, j) / (implied_sd[i] * implied_sd[j]);
        correlation += of_correlation * of_correlation;
        mplus += of_correlation * of_correlation;
      }
    }
  }
  double raw_location = 0, scaled_location = 0, mplus_location = 0;
  Index locations = 0;
  if (categorical) {
    for (Index v = 0, at = 0; v < p; ++v) {
      const VectorXd& thresholds = group.thresholds[static_cast<std::size_t>(v)];
      for (Index t = 0; t < thresholds.size(); ++t, ++at, ++locations) {
        const double residual = thresholds[t] - implied.tau[at];
        raw_location += residual * residual;
        scaled_location += residual * residual;
      }
    }
  }
  // Beside ordinal items the means of continuous ones do not count: lavaan's convention.
  for (Index i = 0; has_means && !categorical && i < p; ++i, ++locations) {
    const double residual = group.mean[i] - implied.mean[i];
    raw_location += residual * residual;
    scaled_location += residual * residual / group.cov(i, i);
    const double of_mplus = group.mean[i] / sd[i] - implied.mean[i] / implied_sd[i];
    mplus_location += of_mplus * of_mplus;
  }
  // lavaan counts a variance of each given covariate, too, though it has no residual.
  const Index triangle = p * (p + 1) / 2 + group.slopes.cols(), below = p * (p - 1) / 2;
  const Roots rmr = roots(raw_location, locations, raw, triangle);
  const Roots srmr = roots(scaled_location, locations, bentler, triangle);
  const Roots crmr = roots(scaled_location, locations, correlation, below);
  const Roots of_mplus = roots(mplus_location, locations, mplus, triangle);
  return {.rmr = rmr.all,
          .rmr_nomean = rmr.covariances,
          .srmr = categorical ? srmr.covariances : srmr.all,
          .srmr_bentler = srmr.all,
          .srmr_bentler_nomean = srmr.covariances,
          .crmr = crmr.all,
          .crmr_nomean = crmr.covariances,
          .srmr_mplus = categorical ? no_value : of_mplus.all,
          .srmr_mplus_nomean = categorical ? no_value : of_mplus.covariances};
}

}  // namespace

ResidualIndices residual_indices(const Sample& sample, const std::vector<Implied>& implied, bool has_means) {
  bool categorical = false;
  for (const bool ordinal : sample.is_ordinal) categorical = categorical || ordinal;
  ResidualIndices sum;
  for (std::size_t g = 0; g < sample.groups.size(); ++g) {
    const auto& group = sample.groups[g];
    const ResidualIndices part = of_group(group, implied[g], has_means, categorical);
    const double share = static_cast<double>(group.n) / static_cast<double>(sample.total());
    for (const auto member :
         {&ResidualIndices::rmr, &ResidualIndices::rmr_nomean, &ResidualIndices::srmr, &ResidualIndices::srmr_bentler,
          &ResidualIndices::srmr_bentler_nomean, &ResidualIndices::crmr, &ResidualIndices::crmr_nomean,
          &ResidualIndices::srmr_mplus, &ResidualIndices::srmr_mplus_nomean}) {
      sum.*member += share * part.*member;
    }
  }
  return sum;
}

double goodness_of_fit(const std::vector<VectorXd>& sample, const std::vector<VectorXd>& implied,
                       const std::vector<Weigh>& weigh, const std::vector<double>& n) {
  double gfi = 0, total = 0;
  for (const double count : n) total += count;
  for (std::size_t g = 0; g < sample.size(); ++g) {
    const VectorXd residual = sample[g] - implied[g];
    const auto form = [&](const VectorXd& v) { return v.dot(weigh[g](v)); };
    gfi += n[g] / total * (1 - form(residual) / form(sample[g]));
  }
  return gfi;
}

}  // namespace rapport::stats::sem
