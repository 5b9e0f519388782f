#include "stats/sem/engine/start.hpp"

#include <doctest/doctest.h>

#include <Eigen/LU>

#include "stats/sem/engine/drawn_data.hpp"
#include "stats/sem/run/prepare.hpp"

using namespace rapport::stats::sem;

TEST_CASE("loadings start where instrumental variables put them, one item at a time") {
  const Prepared prepared = prepare("f =~ x1 + x2 + x3 + x4 + x5", drawn_data(300, 2), {});
  const std::vector<double> start = start_values(prepared.table, *prepared.sample);
  const MatrixXd& cov = prepared.sample->groups[0].cov;
  CHECK(start[0] == 1);
  for (Index item = 1; item < 5; ++item) {
    std::vector<Index> instruments;
    for (Index i = 1; i < 5; ++i)
      if (i != item) instruments.push_back(i);
    const VectorXd with_marker = cov(instruments, 0), with_item = cov(instruments, item);
    const VectorXd solved = MatrixXd(cov(instruments, instruments)).inverse() * with_marker;
    CHECK(start[static_cast<std::size_t>(item)] ==
          doctest::Approx(solved.dot(with_item) / solved.dot(with_marker)).epsilon(1e-10));
  }
}
