#include "stats/sem/measures/normal_residuals.hpp"

#include <doctest/doctest.h>

#include "stats/sem/engine/drawn_data.hpp"
#include "stats/sem/measures/residuals.hpp"
#include "stats/sem/run/prepare.hpp"

using namespace rapport::stats::sem;

TEST_CASE("variances worked out entry by entry are the diagonals of the matrices written out") {
  const std::string model = "f =~ x1 + a*x2 + x3\n g =~ x4 + a*x5 + x6\n g ~ f + z";
  Options plain;
  Options grouped;
  grouped.group = "region";
  grouped.group_equal = {GroupEqual::loadings, GroupEqual::intercepts};
  for (const Options& options : {plain, grouped}) {
    const Fit fit = fit_prepared(prepare(model, drawn_data(300, 4), options), {});
    for (std::size_t g = 0; g < fit.sample->groups.size(); ++g) {
      const auto quick = normal_covariance_variances(fit, g);
      const auto written_out = residual_covariance(fit, g);
      REQUIRE(quick);
      REQUIRE(written_out);
      const Eigen::Index p = quick->of_sample.rows();
      Eigen::Index at = fit.structure.has_means ? p : 0;
      for (Eigen::Index j = 0; j < p; ++j) {
        for (Eigen::Index i = j; i < p; ++i, ++at) {
          const double sample = written_out->of_moments(at, at);
          CHECK(quick->of_sample(i, j) == doctest::Approx(sample).epsilon(1e-10));
          CHECK(std::abs(quick->of_residuals(i, j) - written_out->of_residuals(at, at)) < 1e-10 * sample);
          CHECK(quick->of_residuals(i, j) == quick->of_residuals(j, i));
        }
      }
    }
  }
}
